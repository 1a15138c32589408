/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

/**
 * Sets of whole numbers that have many in common: each number with a word that has a bit for each of up to {@value #MOST} sets, so that one look finds out about all of them. Numbers only ever come.
 */
public final class LongSets extends LongTable {
    /** How many sets there are at most. */
    public static final int MOST = Long.SIZE;

    public LongSets() {}

    private LongSets(LongSets other) {
        super(other);
    }

    LongSets copy() {
        return new LongSets(this);
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
}
