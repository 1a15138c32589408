/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import java.util.Arrays;

/** Slots by keys that are longs: open addressing, half full at most. Keys are not removed. */
final class LongSlots {
    private static final int INITIAL = 64;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private long[] keys = new long[INITIAL];
    private int[] slotsPlusOne = new int[INITIAL];
    private int shift = Long.SIZE - Integer.numberOfTrailingZeros(INITIAL);
    private int size;

    /** Returns the slot of a key, or -1. */
    int find(long key) {
        long[] known = keys;
        int mask = known.length - 1;
        int place = (int) ((key * MIX) >>> shift);
        while (true) {
            int slot = slotsPlusOne[place];
            if (slot == 0 || known[place] == key) {
                return slot - 1;
            }
            place = (place + 1) & mask;
        }
    }

    /** Adds a key that is not there. */
    void add(long key, int slot) {
        if (2 * (size + 1) > keys.length) {
            grow();
        }
        size++;
        place(key, slot + 1);
    }

    private void place(long key, int slotPlusOne) {
        int mask = keys.length - 1;
        int place = (int) ((key * MIX) >>> shift);
        while (slotsPlusOne[place] != 0) {
            place = (place + 1) & mask;
        }
        keys[place] = key;
        slotsPlusOne[place] = slotPlusOne;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldSlots = slotsPlusOne;
        keys = new long[2 * oldKeys.length];
        slotsPlusOne = new int[keys.length];
        shift--;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldSlots[i] != 0) {
                place(oldKeys[i], oldSlots[i]);
            }
        }
    }

    void clear() {
        Arrays.fill(slotsPlusOne, 0);
        size = 0;
    }
}
