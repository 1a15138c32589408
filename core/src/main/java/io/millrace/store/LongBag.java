/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.util.Map;
import java.util.TreeMap;

/** Whole numbers, each with how often it is there: a table of two arrays, open addressing, linear probing. Only whoever owns the cell of a {@link KeyedStore} changes one. */
public final class LongBag {
    private static final int FIRST_CAPACITY = 8;

    private long[] values;
    private long[] counts; // 0 where there is no value
    private int size;

    /** Takes values and their counts one by one. */
    public interface Visitor {
        void visit(long value, long count);
    }

    public LongBag() {
        this(new long[FIRST_CAPACITY], new long[FIRST_CAPACITY], 0);
    }

    private LongBag(long[] values, long[] counts, int size) {
        this.values = values;
        this.counts = counts;
        this.size = size;
    }

    LongBag copy() {
        return new LongBag(values.clone(), counts.clone(), size);
    }

    /** Returns how many different values there are. */
    public int size() {
        return size;
    }

    /** Returns how often a value is there. */
    public long count(long value) {
        return counts[place(values, counts, value)];
    }

    /** Adds a value some times, once at least; returns how often it was there before. */
    public long add(long value, long times) {
        int place = place(values, counts, value);
        long before = counts[place];
        if (before == 0) {
            if ((size + 1) * 3L > values.length * 2L) {
                grow();
                place = place(values, counts, value);
            }
            values[place] = value;
            size++;
        }
        counts[place] = before + times;
        return before;
    }

    /** Takes a value away once; returns how often it was there before, which may be never. */
    public long remove(long value) {
        int place = place(values, counts, value);
        long before = counts[place];
        if (before > 1) {
            counts[place] = before - 1;
        } else if (before == 1) {
            size--;
            closeHole(place);
        }
        return before;
    }

    /** Visits all values, in an order that depends on which there are and were. */
    public void forEach(Visitor visitor) {
        for (int place = 0; place < values.length; place++) {
            if (counts[place] != 0) {
                visitor.visit(values[place], counts[place]);
            }
        }
    }

    /** Moves up what the search for it would no longer reach across a hole. */
    private void closeHole(int first) {
        int mask = values.length - 1;
        int hole = first;
        counts[hole] = 0;
        for (int at = (hole + 1) & mask; counts[at] != 0; at = (at + 1) & mask) {
            if (((at - home(values[at], mask)) & mask) >= ((at - hole) & mask)) {
                values[hole] = values[at];
                counts[hole] = counts[at];
                counts[at] = 0;
                hole = at;
            }
        }
    }

    private void grow() {
        long[] more = new long[values.length * 2];
        long[] theirs = new long[more.length];
        forEach((value, count) -> {
            int place = place(more, theirs, value);
            more[place] = value;
            theirs[place] = count;
        });
        values = more;
        counts = theirs;
    }

    /** Returns where a value is, or would be put. */
    private static int place(long[] values, long[] counts, long value) {
        int mask = values.length - 1;
        int at = home(value, mask);
        while (counts[at] != 0 && values[at] != value) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private static int home(long value, int mask) {
        long hash = value * 0x9E3779B97F4A7C15L;
        return (int) (hash ^ (hash >>> 32)) & mask;
    }

    @Override
    public String toString() {
        Map<Long, Long> sorted = new TreeMap<>();
        forEach(sorted::put);
        return sorted.toString();
    }
}
