/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

/** Whole numbers, each with how often it is there, or, below zero, how often it is missing. */
public final class LongBag extends LongTable {
    public LongBag() {}

    private LongBag(LongBag other) {
        super(other);
    }

    LongBag copy() {
        return new LongBag(this);
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
            place = claim(place, value);
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
}
