/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.RowData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the frames of rows of a sorted partition, one row after the other: bounds only ever move on. */
final class FrameBounds {
    private final OverFrame frame;
    private final RowOrder order;
    private final List<RowData> rows;
    private int start;
    private int end;

    FrameBounds(OverFrame frame, RowOrder order, List<RowData> rows) {
        this.frame = frame;
        this.order = order;
        this.rows = rows;
    }

    /** Goes on to a row, which is not before the last one. */
    void moveTo(int row) {
        if (frame.isRows()) {
            start = place(row, frame.lower());
            end = Math.min(rows.size(), place(row, frame.upper()) + (isEndInside(row) ? 1 : 0));
        } else {
            moveStart(row);
            moveEnd(row);
        }
        end = Math.max(start, end);
    }

    private boolean isEndInside(int row) {
        return frame.upper() != OverFrame.UNBOUNDED_FOLLOWING && row + frame.upper() >= 0;
    }

    private int place(int row, long bound) {
        if (bound == OverFrame.UNBOUNDED_PRECEDING) {
            return 0;
        } else if (bound == OverFrame.UNBOUNDED_FOLLOWING) {
            return rows.size();
        }
        return (int) Math.min(rows.size(), Math.max(0, row + bound));
    }

    private void moveStart(int row) {
        if (frame.beginsWithPartition()) {
            return;
        }
        while (start < rows.size() && isBefore(start, row, frame.lower())) {
            start++;
        }
    }

    private void moveEnd(int row) {
        if (frame.upper() == OverFrame.UNBOUNDED_FOLLOWING) {
            end = rows.size();
            return;
        }
        while (end < rows.size() && !isBehind(end, row, frame.upper())) {
            end++;
        }
    }

    private boolean isBefore(int candidate, int row, long distance) {
        Long key = distance == 0 ? null : key(row);
        Long other = key == null ? null : key(candidate);
        if (key == null || other == null) {
            return order.compare(rows.get(candidate), rows.get(row)) < 0 || (key != null && candidate < row);
        }
        return other < key + distance;
    }

    private boolean isBehind(int candidate, int row, long distance) {
        Long key = distance == 0 ? null : key(row);
        Long other = key == null ? null : key(candidate);
        if (key == null || other == null) {
            return order.compare(rows.get(candidate), rows.get(row)) > 0;
        }
        return other > key + distance;
    }

    /** Returns the sort key of a row as a number that rises, or null where it is null. */
    private @Nullable Long key(int row) {
        RowOrder.Key first = order.keys().get(0);
        Object value = rows.get(row).get(first.column());
        if (value == null) {
            return null;
        }
        long key = ((Number) value).longValue();
        return first.descending() ? -key : key;
    }

    /** Returns the first row of the frame. */
    int start() {
        return start;
    }

    /** Returns the row behind the last one. */
    int end() {
        return end;
    }
}
