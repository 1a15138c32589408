/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.RowData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The rows of a sorted list from some place on, as far as their rank is not beyond an end, with their ranks. Used again and again. */
final class TopRows {
    private final Ranking ranking;
    private final RowOrder order;
    private final long end;
    private final List<RowData> rows = new ArrayList<>();
    private long[] ranks = new long[16];

    TopRows(Ranking ranking, RowOrder order, long end) {
        this.ranking = ranking;
        this.order = order;
        this.end = end;
    }

    /** Takes the rows from a place on. */
    void fill(List<RowData> sorted, int from) {
        rows.clear();
        long rank = 0;
        int start = ranking == Ranking.ROW_NUMBER ? from : 0; // the others depend on the ties before
        for (int place = start; place < sorted.size(); place++) {
            RowData row = sorted.get(place);
            rank = rank(sorted, place, rank);
            if (rank > end) {
                return;
            }
            if (place >= from) {
                add(row, rank);
            }
        }
    }

    private long rank(List<RowData> sorted, int place, long before) {
        if (ranking == Ranking.ROW_NUMBER) {
            return place + 1L;
        } else if (place > 0 && order.compare(sorted.get(place - 1), sorted.get(place)) == 0) {
            return before;
        }
        return ranking == Ranking.RANK ? place + 1L : before + 1;
    }

    private void add(RowData row, long rank) {
        if (rows.size() == ranks.length) {
            ranks = Arrays.copyOf(ranks, 2 * ranks.length);
        }
        ranks[rows.size()] = rank;
        rows.add(row);
    }

    int size() {
        return rows.size();
    }

    RowData row(int index) {
        return rows.get(index);
    }

    long rank(int index) {
        return ranks[index];
    }

    /** Lets go of the rows. */
    void clear() {
        rows.clear();
    }
}
