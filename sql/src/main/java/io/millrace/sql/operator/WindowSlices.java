/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.operator.ColumnKeys;
import io.millrace.store.KeyedStore;
import io.millrace.store.WindowKey;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the accumulators of each key in each slice of time lie. The store holds a slot for each pair of them, and is what snapshots see; here is, for each slice, a list of its slots,
 * and an index of those whose key is a long, so that a row makes no object to find its slot.
 */
final class WindowSlices {
    private static final int MOST_SPARE = 8;

    private final KeyedStore store;
    private final ColumnKeys keys;
    private final int[] keyColumns;
    private final TreeMap<Long, WindowSlice> slices = new TreeMap<>();
    private final Deque<WindowSlice> spare = new ArrayDeque<>();

    WindowSlices(KeyedStore store, List<Integer> keyColumns) {
        this.store = store;
        this.keys = new ColumnKeys(keyColumns);
        this.keyColumns = keyColumns.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Takes up what the store was restored with. */
    void restore() {
        store.forEachSlot(slot -> {
            WindowKey key = (WindowKey) store.keyOf(slot);
            WindowSlice slice = slice((long) key.window());
            slice.add(slot);
            if (key.key() instanceof Long number) {
                slice.longs.add(number, slot);
            }
        });
    }

    boolean isEmpty() {
        return slices.isEmpty();
    }

    /** Returns the earliest slice, or null if there is none. */
    @Nullable
    WindowSlice first() {
        Map.Entry<Long, WindowSlice> first = slices.firstEntry();
        return first == null ? null : first.getValue();
    }

    /** Returns the slice of an end, made where there is none. */
    WindowSlice slice(long end) {
        WindowSlice known = slices.get(end);
        if (known == null) {
            known = spare.isEmpty() ? new WindowSlice(end) : spare.pop();
            known.reset(end);
            slices.put(end, known);
        }
        return known;
    }

    /** Returns the slices of a window, in their order. */
    Collection<WindowSlice> within(long windowStart, long windowEnd) {
        NavigableMap<Long, WindowSlice> within = slices.subMap(windowStart, false, windowEnd, true);
        return within.values();
    }

    /** Forgets a slice, whose slots are cleared by now. */
    void drop(WindowSlice slice) {
        for (int i = 0; i < slice.size; i++) {
            store.release(slice.slots[i]);
        }
        slices.remove(slice.end);
        if (spare.size() < MOST_SPARE) {
            spare.push(slice);
        }
    }

    /** Returns the slot of a row's key in a slice, a new one where there is none. */
    int slotOf(WindowSlice slice, ColumnBatch batch, int position) {
        if (keyColumns.length == 0 && slice.size > 0) {
            return slice.slots[0];
        }
        if (keyColumns.length == 1 && !batch.isNull(keyColumns[0], position)) {
            Object column = batch.columns[keyColumns[0]];
            if (column instanceof long[] values) {
                return slotOf(slice, values[position]);
            } else if (column instanceof int[] values) {
                return slotOf(slice, (long) values[position]);
            }
        }
        return slotOf(slice, keys.key(batch, position));
    }

    private int slotOf(WindowSlice slice, long key) {
        int slot = slice.longs.find(key);
        return slot >= 0 ? slot : addLong(slice, key);
    }

    private int addLong(WindowSlice slice, long key) {
        int slot = store.slotOf(new WindowKey(key, slice.end));
        slice.longs.add(key, slot);
        slice.add(slot);
        return slot;
    }

    /** Returns the slot of a key in a slice, a new one where there is none. */
    int slotOf(WindowSlice slice, Object key) {
        if (key instanceof Long number) {
            return slotOf(slice, number.longValue());
        }
        WindowKey ofSlice = new WindowKey(key, slice.end);
        int slot = store.find(ofSlice);
        if (slot < 0) {
            slot = store.slotOf(ofSlice);
            slice.add(slot);
        }
        return slot;
    }

    /** Returns the key that has a slot. */
    Object keyOf(int slot) {
        return ((WindowKey) store.keyOf(slot)).key();
    }
}
