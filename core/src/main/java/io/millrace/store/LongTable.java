/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/**
 * Whole numbers, each with a word that is not 0: a table in one array, where the word of a number stands behind it, so that a look at both touches one line of the cache; open addressing, linear probing. Only whoever owns the
 * cell of a {@link KeyedStore} changes one.
 */
public abstract sealed class LongTable permits LongBag, LongSets {
    private static final int FIRST_CAPACITY = 8;

    long[] cells; // the numbers at even places, their words behind them: 0 where there is no number
    int size;

    /** Takes numbers and their words one by one. */
    public interface Visitor {
        void visit(long value, long word);
    }

    LongTable() {
        this.cells = new long[2 * FIRST_CAPACITY];
    }

    /** Makes one that holds the same. */
    LongTable(LongTable other) {
        this.cells = other.cells.clone();
        this.size = other.size;
    }

    /** Returns how many different numbers there are. */
    public final int size() {
        return size;
    }

    /** Visits all numbers, in an order that depends on which there are and were. */
    public final void forEach(Visitor visitor) {
        for (int place = 0; place < cells.length; place += 2) {
            if (cells[place + 1] != 0) {
                visitor.visit(cells[place], cells[place + 1]);
            }
        }
    }

    /**
     * Makes a number be there that is not; its word is to follow.
     *
     * @param free where it would be put
     * @return where it is, as there may be no room
     */
    final int claim(int free, long value) {
        int place = free;
        if ((size + 1) * 3L > cells.length) {
            grow();
            place = place(cells, value);
        }
        cells[place] = value;
        size++;
        return place;
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
    static int place(long[] cells, long value) {
        int mask = cells.length - 1;
        int at = home(value, mask);
        while (cells[at + 1] != 0 && cells[at] != value) {
            at = (at + 2) & mask;
        }
        return at;
    }

    static int home(long value, int mask) {
        long hash = value * 0x9E3779B97F4A7C15L;
        return (int) (hash ^ (hash >>> 32)) & mask & -2;
    }

    /** Writes an array of numbers and their words. */
    final void write(Encoder out) throws IOException {
        out.writeArrayStart();
        out.setItemCount(size);
        for (int place = 0; place < cells.length; place += 2) {
            if (cells[place + 1] != 0) {
                out.startItem();
                out.writeLong(cells[place]);
                out.writeLong(cells[place + 1]);
            }
        }
        out.writeArrayEnd();
    }

    /** Adds what {@link #write} has written; returns this one. */
    final LongTable read(Decoder in) throws IOException {
        for (long count = in.readArrayStart(); count != 0; count = in.arrayNext()) {
            for (long i = 0; i < count; i++) {
                long value = in.readLong();
                int place = claim(place(cells, value), value);
                cells[place + 1] = in.readLong();
            }
        }
        return this;
    }

    @Override
    public final String toString() {
        Map<Long, Long> sorted = new TreeMap<>();
        forEach(sorted::put);
        return sorted.toString();
    }
}
