/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.store.RowList;
import io.millrace.store.RowPages;
import java.util.Arrays;

/** The rows of a sorted list from some place on, as far as their rank is not beyond an end, with their ranks. Used again and again. */
final class TopRows {
    private final Ranking ranking;
    private final RowOrder order;
    private final long end;
    private int[] numbers = new int[16];
    private long[] ranks = new long[16];
    private int size;

    TopRows(Ranking ranking, RowOrder order, long end) {
        this.ranking = ranking;
        this.order = order;
        this.end = end;
    }

    /** Takes the rows from a place on. */
    void fill(RowPages rows, RowList sorted, int from) {
        size = 0;
        long rank = 0;
        int start = ranking == Ranking.ROW_NUMBER ? from : 0; // the others depend on the ties before
        for (int place = start; place < sorted.size(); place++) {
            rank = rank(rows, sorted, place, rank);
            if (rank > end) {
                return;
            }
            if (place >= from) {
                add(sorted.get(place), rank);
            }
        }
    }

    private long rank(RowPages rows, RowList sorted, int place, long before) {
        if (ranking == Ranking.ROW_NUMBER) {
            return place + 1L;
        } else if (place > 0 && order.compare(rows, sorted.get(place - 1), sorted.get(place)) == 0) {
            return before;
        }
        return ranking == Ranking.RANK ? place + 1L : before + 1;
    }

    private void add(int row, long rank) {
        if (size == ranks.length) {
            ranks = Arrays.copyOf(ranks, 2 * size);
            numbers = Arrays.copyOf(numbers, 2 * size);
        }
        ranks[size] = rank;
        numbers[size++] = row;
    }

    int size() {
        return size;
    }

    /** Returns the number of a row. */
    int row(int index) {
        return numbers[index];
    }

    long rank(int index) {
        return ranks[index];
    }
}
