/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowData;
import java.util.Arrays;

/** Room for the rows of all keys of a state: gives numbers to rows, and again those of rows that are gone. */
final class RowArena {
    private final RowPages rows;
    private int[] free = new int[16];
    private int freeCount;
    private int next; // rows from here on were never used

    RowArena(RowPages rows) {
        this.rows = rows;
    }

    RowPages rows() {
        return rows;
    }

    /** Keeps what all columns of a batch have at a position in the first columns of a row; returns its number. */
    int add(ColumnBatch batch, int position) {
        int row = newRow();
        rows.set(row, batch, position);
        return row;
    }

    int add(RowData values) {
        int row = newRow();
        rows.set(row, values);
        return row;
    }

    private int newRow() {
        if (freeCount > 0) {
            return free[--freeCount];
        } else if (next == rows.capacity()) {
            rows.addPage();
        }
        return next++;
    }

    /** Says that a row is gone. */
    void remove(int row) {
        rows.clear(row);
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, freeCount * 2);
        }
        free[freeCount++] = row;
    }

    /** How many rows there are. */
    int size() {
        return next - freeCount;
    }

    long sizeBytes() {
        return rows.sizeBytes() + (long) Integer.BYTES * free.length;
    }
}
