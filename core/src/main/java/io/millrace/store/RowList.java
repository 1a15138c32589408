/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.util.Arrays;

/** Rows of one key in an order that their owner gives them: their numbers in the {@link RowPages} of all keys. */
public final class RowList {
    private int[] rows;
    private int size;

    RowList() {
        this(new int[1], 0);
    }

    private RowList(int[] rows, int size) {
        this.rows = rows;
        this.size = size;
    }

    /** Returns one that shares the rows, and nothing else. */
    RowList copy() {
        return new RowList(Arrays.copyOf(rows, Math.max(1, size)), size);
    }

    public int size() {
        return size;
    }

    /** Returns the number of the row at a place, from 0. */
    public int get(int place) {
        return rows[place];
    }

    /** Adds a row at a place, before the one that stands there. */
    public void add(int place, int row) {
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, 2 * size);
        }
        System.arraycopy(rows, place, rows, place + 1, size - place);
        rows[place] = row;
        size++;
    }

    /** Takes the row at a place out of the list, and does not give it up; returns its number. */
    public int remove(int place) {
        int row = rows[place];
        System.arraycopy(rows, place + 1, rows, place, --size - place);
        return row;
    }
}
