/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.util.Map;
import java.util.TreeMap;

/**
 * Sets of whole numbers that have many in common: a table in one array of each number and a word with a bit for each of up to {@value #MOST} sets, so that one look finds out about all of them; open addressing, linear probing.
 * Numbers only ever come. Only whoever owns the cell of a {@link KeyedStore} changes one.
 */
public final class LongSets {
    /** How many sets there are at most. */
    public static final int MOST = Long.SIZE;

    private static final int FIRST_CAPACITY = 8;

    private long[] cells; // the numbers at even places, behind each the sets that it is in: 0 where there is no number
    private int size;

    /** Takes numbers one by one, each with the sets that it is in. */
    public interface Visitor {
        void visit(long value, long sets);
    }

    public LongSets() {
        this(new long[2 * FIRST_CAPACITY], 0);
    }

    private LongSets(long[] cells, int size) {
        this.cells = cells;
        this.size = size;
    }

    LongSets copy() {
        return new LongSets(cells.clone(), size);
    }

    /** Returns how many different numbers there are in all sets together. */
    public int size() {
        return size;
    }

    /**
     * Adds a number to sets.
     *
     * @param sets a bit for each; none for no change
     * @return those of them that did not have it
     */
    public long add(long value, long sets) {
        int place = place(cells, value);
        long before = cells[place + 1];
        long added = sets & ~before;
        if (added != 0) {
            if (before == 0) {
                place = claim(place, value);
            }
            cells[place + 1] = before | sets;
        }
        return added;
    }

    private int claim(int free, long value) {
        int place = free;
        if ((size + 1) * 3L > cells.length) {
            grow();
            place = place(cells, value);
        }
        cells[place] = value;
        size++;
        return place;
    }

    /** Visits all numbers, in an order that depends on the order in which they came. */
    public void forEach(Visitor visitor) {
        for (int place = 0; place < cells.length; place += 2) {
            if (cells[place + 1] != 0) {
                visitor.visit(cells[place], cells[place + 1]);
            }
        }
    }

    private void grow() {
        long[] more = new long[cells.length * 2];
        for (int at = 0; at < cells.length; at += 2) {
            if (cells[at + 1] != 0) {
                int place = place(more, cells[at]);
                more[place] = cells[at];
                more[place + 1] = cells[at + 1];
            }
        }
        cells = more;
    }

    /** Returns where a number is, or would be put. */
    private static int place(long[] cells, long value) {
        int mask = cells.length - 1;
        long hash = value * 0x9E3779B97F4A7C15L;
        int at = (int) (hash ^ (hash >>> 32)) & mask & -2;
        while (cells[at + 1] != 0 && cells[at] != value) {
            at = (at + 2) & mask;
        }
        return at;
    }

    @Override
    public String toString() {
        Map<Long, Long> sorted = new TreeMap<>();
        forEach(sorted::put);
        return sorted.toString();
    }
}
