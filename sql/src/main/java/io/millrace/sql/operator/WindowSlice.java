/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import java.util.Arrays;

/** Which slots of a store are of one slice of time, and which of these are of keys that are longs. */
final class WindowSlice {
    private static final int INITIAL = 16;

    final LongSlots longs = new LongSlots();
    long end;
    int[] slots = new int[INITIAL];
    int size;

    WindowSlice(long end) {
        this.end = end;
    }

    void add(int slot) {
        if (size == slots.length) {
            slots = Arrays.copyOf(slots, 2 * size);
        }
        slots[size++] = slot;
    }

    /** Forgets the slots, to be another slice. */
    void reset(long newEnd) {
        end = newEnd;
        size = 0;
        longs.clear();
    }
}
