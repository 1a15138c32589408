/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.store.KeyedStore;
import io.millrace.store.WindowKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/** Slots for the totals of one window whose slices are kept for others: for each key one, used again for the next window. */
final class WindowTotals {
    private static final long NO_WINDOW = Long.MIN_VALUE;

    private final KeyedStore store;
    private final WindowSlices slices;
    private final LongSlots longs = new LongSlots();
    private final Map<Object, Integer> others = new HashMap<>();
    private int[] slots = new int[16];
    private int[] keySlots = new int[16];
    private int size;
    private int held; // slots[0] to slots[held - 1] are there, those from size on unused

    WindowTotals(KeyedStore store, WindowSlices slices) {
        this.store = store;
        this.slices = slices;
    }

    int size() {
        return size;
    }

    /** Returns the slot with the total at an index. */
    int slot(int index) {
        return slots[index];
    }

    /** Returns a slot of a slice that has the same key. */
    int keySlot(int index) {
        return keySlots[index];
    }

    /** Returns the slot for the total of the key that has a slot in a slice. */
    int slotFor(int keySlot) {
        Object key = slices.keyOf(keySlot);
        if (key instanceof Long number) {
            int known = longs.find(number);
            if (known >= 0) {
                return known;
            }
            int slot = next(keySlot);
            longs.add(number, slot);
            return slot;
        }
        Integer known = others.get(key);
        if (known != null) {
            return known;
        }
        int slot = next(keySlot);
        others.put(key, slot);
        return slot;
    }

    private int next(int keySlot) {
        if (size == slots.length) {
            slots = Arrays.copyOf(slots, 2 * size);
            keySlots = Arrays.copyOf(keySlots, 2 * size);
        }
        if (size == held) {
            slots[held] = store.slotOf(new WindowKey((long) held, NO_WINDOW));
            held++;
        }
        keySlots[size] = keySlot;
        return slots[size++];
    }

    /** Forgets the totals. */
    void clear(IntConsumer clear) {
        for (int index = 0; index < size; index++) {
            clear.accept(slots[index]);
        }
        size = 0;
        longs.clear();
        others.clear();
    }

    /** Gives the slots back, that no snapshot sees them. */
    void release() {
        for (int index = 0; index < held; index++) {
            store.release(slots[index]);
        }
        held = 0;
    }
}
