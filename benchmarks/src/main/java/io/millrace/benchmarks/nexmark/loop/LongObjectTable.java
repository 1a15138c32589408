/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.loop;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Objects per key in an open-addressing table: linear probing, power-of-two capacity, at most half full. */
final class LongObjectTable<V> {

    private long[] keys = new long[1024];
    private @Nullable Object[] values = new @Nullable Object[1024];
    private int size;

    @Nullable
    V get(long key) {
        return valueAt(slotOf(key));
    }

    void put(long key, V value) {
        set(slotOf(key), key, value);
    }

    /** The slot that holds the key, or the free one where it belongs; valid until the next {@link #set}. */
    int slotOf(long key) {
        int mask = keys.length - 1;
        int slot = HashSlot.of(key, mask);
        while (keys[slot] != key && values[slot] != null) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    /** The value in a slot, or null if the slot is free. */
    @SuppressWarnings("unchecked") // only set stores values
    @Nullable
    V valueAt(int slot) {
        return (V) values[slot];
    }

    /** Stores a value in the slot that {@link #slotOf} gave for the key. */
    void set(int slot, long key, V value) {
        boolean isNew = values[slot] == null;
        keys[slot] = key;
        values[slot] = value;
        if (isNew && ++size * 2 > keys.length) {
            grow();
        }
    }

    private void grow() {
        long[] oldKeys = keys;
        @Nullable Object[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new @Nullable Object[oldKeys.length * 2];
        for (int oldSlot = 0; oldSlot < oldKeys.length; oldSlot++) {
            if (oldValues[oldSlot] != null) {
                int slot = slotOf(oldKeys[oldSlot]);
                keys[slot] = oldKeys[oldSlot];
                values[slot] = oldValues[oldSlot];
            }
        }
    }

    void clear() {
        Arrays.fill(keys, 0);
        Arrays.fill(values, null);
        size = 0;
    }
}
