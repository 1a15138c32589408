/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.store.SliceStore;
import io.millrace.store.SliceTable;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The windows of an aggregate that can merge, but not subtract.
 *
 * <p>The slices of a window are two stacks. Of the later ones, the <em>back</em>, each key has one accumulator, and a slice
 * that comes is merged behind it. Of the earlier ones, the <em>front</em>, each key has one accumulator, too, and each
 * slice remembers for its own keys what theirs was without it; so the earliest slice goes by putting that back. When the
 * front is empty, all slices are pushed to it from the latest to the earliest, and the back is empty: the flip. A window's
 * accumulator is the front's merged with the back's. So each accumulator of a slice takes part in two merges in its life,
 * and a firing merges once a key, however many slices there are.
 *
 * @param <U> a column of accumulators
 */
abstract class TwoStacks<U> extends MovingContents {
    /** More late keys than one in eight make a flip the cheaper repair. */
    private static final int MANY_KEYS_SHIFT = 3;

    private static final int FEW_KEYS = 16;

    private final TreeMap<Long, U> front = new TreeMap<>(); // by slice end: what the front was without the slice
    private final Set<Object> changedKeys = new LinkedHashSet<>();
    private long frontEnd = Long.MIN_VALUE;
    private boolean flipDue;
    private boolean flipping;
    private long flippedDownTo;

    TwoStacks(SliceStore store, long size) {
        super(store, size);
    }

    /** Forgets the front and the back of all keys. */
    abstract void clearColumns();

    abstract U newColumn(int size);

    /** Takes back a column that is not used any more. */
    void recycle(U column) {}

    /** No more columns are needed for now. */
    void flipped() {}

    /** Returns a column with room for a slice that has grown. */
    abstract U grown(U column, int size);

    /** Forgets the front and the back of one key. */
    abstract void forget(int slot);

    /** Merges an accumulator of a slice in front of the front, and puts what the front was into the column. */
    abstract void push(SliceTable slice, int sliceSlot, U column, int slot);

    /** Puts the front back to what it was. */
    abstract void pop(U column, int sliceSlot, int slot);

    /** Merges an accumulator of a slice behind the back. */
    abstract void append(SliceTable slice, int sliceSlot, int slot);

    @Override
    final void clear() {
        clearColumns();
        front.clear();
        changedKeys.clear();
        flipDue = false;
        flipping = false;
        frontEnd = Long.MIN_VALUE;
    }

    @Override
    final void takeIn(SliceTable slice) {
        for (int i = slice.next(0); i >= 0; i = slice.next(i + 1)) {
            append(slice, i, slice.numberAt(i));
        }
    }

    @Override
    final void giveUp(SliceTable slice) {
        repair();
        U column = flipDue || slice.end() > frontEnd ? null : front.remove(slice.end());
        if (column == null) {
            flipDue = true;
            return;
        }
        for (int i = slice.next(0); i >= 0; i = slice.next(i + 1)) {
            pop(column, i, slice.numberAt(i));
        }
        recycle(column);
    }

    @Override
    final boolean settle() {
        repair();
        if (flipDue && !flipping) {
            flipping = true;
            flippedDownTo = Long.MAX_VALUE;
            front.clear();
            changedKeys.clear();
            clearColumns();
        }
        return !flipping || flip();
    }

    private boolean flip() {
        for (int i = store.indexAfter(Math.min(to(), flippedDownTo - 1)) - 1; i >= 0; i--) {
            SliceTable slice = store.at(i);
            if (slice.end() <= from()) {
                break;
            }
            flippedDownTo = slice.end();
            pushAll(slice);
            if (isStepOver(slice)) {
                return false;
            }
        }
        flipped();
        frontEnd = to();
        flipping = false;
        flipDue = false;
        return true;
    }

    private void pushAll(SliceTable slice) {
        U column = newColumn(slice.slots());
        for (int i = slice.next(0); i >= 0; i = slice.next(i + 1)) {
            push(slice, i, column, slice.numberAt(i));
        }
        front.put(slice.end(), column);
    }

    @Override
    final void changed(SliceTable slice, Object key) {
        if (flipDue) {
            return;
        }
        changedKeys.add(key);
        if (slice.end() <= frontEnd && !front.containsKey(slice.end())) {
            front.put(slice.end(), newColumn(slice.slots()));
        }
    }

    /** Merges the keys anew to which late elements came. */
    private void repair() {
        if (changedKeys.isEmpty() || flipDue) {
            return;
        }
        if (changedKeys.size() > (keys.limit() >>> MANY_KEYS_SHIFT) + FEW_KEYS) {
            flipDue = true;
            return;
        }
        for (Object key : changedKeys) {
            int slot = keys.find(key);
            forget(slot);
            repairFront(key, slot);
            for (int i = store.indexAfter(Math.max(from(), frontEnd)); isIn(i); i++) {
                int sliceSlot = store.at(i).find(key);
                if (sliceSlot >= 0) {
                    append(store.at(i), sliceSlot, slot);
                }
            }
        }
        changedKeys.clear();
    }

    private boolean isIn(int index) {
        return index < store.count() && store.at(index).end() <= to();
    }

    private void repairFront(Object key, int slot) {
        for (Map.Entry<Long, U> entry : front.descendingMap().entrySet()) {
            SliceTable slice = store.slice(entry.getKey());
            int sliceSlot = slice.find(key);
            if (sliceSlot >= 0) {
                U column = grown(entry.getValue(), slice.slots());
                entry.setValue(column);
                push(slice, sliceSlot, column, slot);
            }
        }
    }
}
