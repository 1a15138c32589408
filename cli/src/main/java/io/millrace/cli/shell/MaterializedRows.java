/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli.shell;

import io.millrace.data.RowKind;
import io.millrace.sql.row.Row;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The table that a changelog has made so far, in the order in which its rows came; an updated row stays in its place. Of very many rows the
 * oldest are forgotten, and only counted.
 */
final class MaterializedRows {
    private final int most;
    private final TreeMap<Long, Row> rows = new TreeMap<>();
    private final Map<Row, Deque<Long>> places = new HashMap<>();
    private long nextPlace;
    private long forgotten;
    private @Nullable Long vacated;

    /** @param most how many rows are kept */
    MaterializedRows(int most) {
        this.most = most;
    }

    void apply(Row change) {
        // Equal whatever the change did.
        Row row = change.withKind(RowKind.INSERT);
        switch (change.getKind()) {
            case INSERT -> put(nextPlace++, row);
            case UPDATE_BEFORE -> vacated = remove(row);
            case UPDATE_AFTER -> {
                put(vacated == null ? nextPlace++ : vacated, row);
                vacated = null;
            }
            case DELETE -> {
                if (remove(row) == null && forgotten > 0) {
                    forgotten--;
                }
            }
        }
    }

    /** Returns the last rows, the oldest of them first. */
    List<Row> last(int count) {
        List<Row> last = new ArrayList<>();
        for (Row row : rows.descendingMap().values()) {
            if (last.size() == count) {
                break;
            }
            last.add(row);
        }
        Collections.reverse(last);
        return last;
    }

    long count() {
        return rows.size() + forgotten;
    }

    private void put(long place, Row row) {
        rows.put(place, row);
        places.computeIfAbsent(row, absent -> new ArrayDeque<>()).addLast(place);
        if (rows.size() > most) {
            Map.Entry<Long, Row> oldest = rows.firstEntry();
            remove(oldest.getValue(), oldest.getKey());
            forgotten++;
        }
    }

    private @Nullable Long remove(Row row) {
        Deque<Long> found = places.get(row);
        if (found == null) {
            return null;
        }
        Long place = found.getLast();
        remove(row, place);
        return place;
    }

    private void remove(Row row, Long place) {
        rows.remove(place);
        Deque<Long> found = places.get(row);
        if (found != null && found.removeFirstOccurrence(place) && found.isEmpty()) {
            places.remove(row);
        }
    }
}
