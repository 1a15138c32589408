/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.function.LongAggregateFunction;
import io.millrace.store.SliceStore;
import io.millrace.store.SliceTable;
import java.util.Arrays;

/**
 * The windows of an aggregate that can subtract: one total a key, plus the slices that come, minus those that go. Each
 * key counts the slices that it is in, and is no longer held where there is none.
 */
final class RunningTotals extends MovingContents {
    private final LongAggregateFunction<Object, Object> aggregate;
    private long[] totals = new long[16];
    private int[] counts = new int[16];

    RunningTotals(SliceStore store, long size, LongAggregateFunction<Object, Object> aggregate) {
        super(store, size);
        this.aggregate = aggregate;
    }

    @Override
    void clear() {
        Arrays.fill(counts, 0);
    }

    @Override
    void makeRoom(int limit) {
        if (limit > counts.length) {
            totals = Arrays.copyOf(totals, 2 * limit);
            counts = Arrays.copyOf(counts, 2 * limit);
        }
    }

    @Override
    void takeIn(SliceTable slice) {
        for (int i = slice.next(0); i >= 0; i = slice.next(i + 1)) {
            add(slice, i);
        }
    }

    private void add(SliceTable slice, int sliceSlot) {
        int slot = slice.numberAt(sliceSlot);
        long accumulator = slice.longAt(sliceSlot);
        totals[slot] = counts[slot]++ == 0 ? accumulator : aggregate.mergeLongs(totals[slot], accumulator);
    }

    @Override
    void giveUp(SliceTable slice) {
        for (int i = slice.next(0); i >= 0; i = slice.next(i + 1)) {
            subtract(slice, i);
        }
    }

    private void subtract(SliceTable slice, int sliceSlot) {
        int slot = slice.numberAt(sliceSlot);
        if (--counts[slot] > 0) {
            totals[slot] = aggregate.subtractLongs(totals[slot], slice.longAt(sliceSlot));
        }
    }

    @Override
    void beforeChange(SliceTable slice, Object key) {
        int sliceSlot = isIn(slice) ? slice.find(key) : -1;
        if (sliceSlot >= 0) {
            subtract(slice, sliceSlot);
        }
    }

    @Override
    void changed(SliceTable slice, Object key) {
        add(slice, slice.find(key));
    }

    @Override
    boolean isHeld(int slot) {
        return counts[slot] > 0;
    }

    @Override
    Object resultAt(int slot) {
        return aggregate.result(totals[slot]);
    }
}
