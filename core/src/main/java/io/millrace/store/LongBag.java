/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.util.Map;
import java.util.TreeMap;

/**
 * Whole numbers, each with how often it is there, or, below zero, how often it is missing: a table in one array, where the count of a value stands behind it, so that a look at both touches one line of the
 * cache; open addressing, linear probing. Only whoever owns the cell of a {@link KeyedStore} changes one.
 */
public final class LongBag {
    private static final int FIRST_CAPACITY = 8;

    private long[] cells; // the values at even places, their counts behind them: 0 where there is no value
    private int size;

    /** Takes values and their counts one by one. */
    public interface Visitor {
        void visit(long value, long count);
    }

    public LongBag() {
        this(new long[2 * FIRST_CAPACITY], 0);
    }

    private LongBag(long[] cells, int size) {
        this.cells = cells;
        this.size = size;
    }

    LongBag copy() {
        return new LongBag(cells.clone(), size);
    }

    /** Returns how many different values there are. */
    public int size() {
        return size;
    }

    /** Returns how often a value is there. */
    public long count(long value) {
        return cells[place(cells, value) + 1];
    }

    /**
     * Adds a value some times, or takes it away, where that is below zero; returns how often it was there before.
     */
    public long add(long value, long times) {
        int place = place(cells, value);
        long before = cells[place + 1];
        long after = before + times;
        if (before == 0 && after != 0) {
            if ((size + 1) * 3L > cells.length) {
                grow();
                place = place(cells, value);
            }
            cells[place] = value;
            size++;
        }
        cells[place + 1] = after;
        if (after == 0 && before != 0) {
            size--;
            closeHole(place);
        }
        return before;
    }

    /** Takes a value away once; returns how often it was there before, which may be never. */
    public long remove(long value) {
        int place = place(cells, value);
        long before = cells[place + 1];
        if (before > 1) {
            cells[place + 1] = before - 1;
        } else if (before == 1) {
            size--;
            closeHole(place);
        }
        return before;
    }

    /** Visits all values, in an order that depends on which there are and were. */
    public void forEach(Visitor visitor) {
        for (int place = 0; place < cells.length; place += 2) {
            if (cells[place + 1] != 0) {
                visitor.visit(cells[place], cells[place + 1]);
            }
        }
    }

    /** Moves up what the search for it would no longer reach across a hole. */
    private void closeHole(int first) {
        int mask = cells.length - 1;
        int hole = first;
        cells[hole + 1] = 0;
        for (int at = (hole + 2) & mask; cells[at + 1] != 0; at = (at + 2) & mask) {
            if (((at - home(cells[at], mask)) & mask) >= ((at - hole) & mask)) {
                cells[hole] = cells[at];
                cells[hole + 1] = cells[at + 1];
                cells[at + 1] = 0;
                hole = at;
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

    /** Returns where a value is, or would be put. */
    private static int place(long[] cells, long value) {
        int mask = cells.length - 1;
        int at = home(value, mask);
        while (cells[at + 1] != 0 && cells[at] != value) {
            at = (at + 2) & mask;
        }
        return at;
    }

    private static int home(long value, int mask) {
        long hash = value * 0x9E3779B97F4A7C15L;
        return (int) (hash ^ (hash >>> 32)) & mask & -2;
    }

    @Override
    public String toString() {
        Map<Long, Long> sorted = new TreeMap<>();
        forEach(sorted::put);
        return sorted.toString();
    }
}
