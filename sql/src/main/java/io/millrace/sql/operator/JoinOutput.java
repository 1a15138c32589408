/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowKind;
import io.millrace.sql.column.BatchBuilder;

/** The rows that a join makes: pairs, and rows with nulls beside them. */
final class JoinOutput {
    private final JoinRows left;
    private final JoinRows right;
    private final boolean updateBefore;
    private final BatchBuilder rows;

    /** @param updateBefore whether what rows were before updates is told */
    JoinOutput(JoinRows left, JoinRows right, boolean updateBefore, BatchBuilder rows) {
        this.left = left;
        this.right = right;
        this.updateBefore = updateBefore;
        this.rows = rows;
    }

    /** Makes a pair of a row that comes or goes and one that is kept of the other side. */
    void pair(RowKind kind, JoinRows own, ColumnBatch batch, int position, int other) {
        if (own == left) {
            rows.append(0, batch, position);
            right.append(rows, left.width(), other);
        } else {
            left.append(rows, 0, other);
            rows.append(left.width(), batch, position);
        }
        rows.endRow(kind, batch.timestamps[position]);
        rows.flushIfFull();
    }

    /** Makes a pair of kept rows, one of each side. */
    void pair(RowKind kind, JoinRows own, int row, int other, long timestamp) {
        if (isTold(kind)) {
            left.append(rows, 0, own == left ? row : other);
            right.append(rows, left.width(), own == left ? other : row);
            end(kind, timestamp);
        }
    }

    /** Makes a row of one that comes or goes, and nulls. */
    void alone(RowKind kind, JoinRows side, ColumnBatch batch, int position) {
        rows.append(side == left ? 0 : left.width(), batch, position);
        appendNullsFor(side);
        rows.endRow(kind, batch.timestamps[position]);
        rows.flushIfFull();
    }

    /** Makes a row of a kept one, and nulls. */
    void alone(RowKind kind, JoinRows side, int row, long timestamp) {
        if (isTold(kind)) {
            side.append(rows, side == left ? 0 : left.width(), row);
            appendNullsFor(side);
            end(kind, timestamp);
        }
    }

    private boolean isTold(RowKind kind) {
        return updateBefore || kind != RowKind.UPDATE_BEFORE;
    }

    private void appendNullsFor(JoinRows side) {
        if (side == left) {
            rows.appendNulls(left.width(), right.width());
        } else {
            rows.appendNulls(0, left.width());
        }
    }

    private void end(RowKind kind, long timestamp) {
        rows.endRow(kind, timestamp);
        if (kind != RowKind.UPDATE_BEFORE) {
            rows.flushIfFull(); // the two sides of an update stay together
        }
    }
}
