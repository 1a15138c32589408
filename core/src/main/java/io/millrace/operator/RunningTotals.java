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
    private static final int FEW_KEYS = 1024;

    private final LongAggregateFunction<Object, Object> aggregate;
    private SliceTable totals = SliceTable.ofLongs(0);
    private int[] counts = new int[16];
    private int unheld;

    RunningTotals(SliceStore store, long size, LongAggregateFunction<Object, Object> aggregate) {
        super(store, size);
        this.aggregate = aggregate;
    }

    @Override
    void clear() {
        if (!totals.clear()) {
            totals = SliceTable.ofLongs(0);
        }
        Arrays.fill(counts, 0);
        unheld = 0;
    }

    @Override
    void takeIn(SliceTable slice) {
        int size = slice.size();
        for (int slot = 0; slot < size; slot++) {
            add(slice, slot);
        }
    }

    private void add(SliceTable slice, int slot) {
        int before = totals.size();
        int target = totals.slotOfKeyIn(slice, slot);
        if (target >= counts.length) {
            counts = Arrays.copyOf(counts, 2 * counts.length);
        }
        long accumulator = slice.longAt(slot);
        if (counts[target]++ > 0) {
            totals.setLong(target, aggregate.mergeLongs(totals.longAt(target), accumulator));
            return;
        }
        totals.setLong(target, accumulator);
        if (target < before) {
            unheld--;
        }
    }

    @Override
    void giveUp(SliceTable slice) {
        int size = slice.size();
        for (int slot = 0; slot < size; slot++) {
            subtract(slice, slot);
        }
    }

    private void subtract(SliceTable slice, int slot) {
        int target = totals.slotOfKeyIn(slice, slot);
        if (--counts[target] == 0) {
            unheld++;
            return;
        }
        totals.setLong(target, aggregate.subtractLongs(totals.longAt(target), slice.longAt(slot)));
    }

    @Override
    void beforeChange(SliceTable slice, Object key) {
        int slot = isIn(slice) ? slice.find(key) : -1;
        if (slot >= 0) {
            subtract(slice, slot);
        }
    }

    @Override
    void changed(SliceTable slice, Object key) {
        add(slice, slice.find(key));
    }

    /** Forgets the keys that are not held, once they are the most. */
    @Override
    boolean settle() {
        if (unheld > FEW_KEYS && unheld > totals.size() / 2) {
            SliceTable held = SliceTable.ofLongs(totals.size() - unheld);
            int[] heldCounts = new int[Math.max(16, 2 * (totals.size() - unheld))];
            for (int slot = 0; slot < totals.size(); slot++) {
                if (counts[slot] > 0) {
                    int target = held.slotOfKeyIn(totals, slot);
                    held.setLong(target, totals.longAt(slot));
                    heldCounts[target] = counts[slot];
                }
            }
            totals = held;
            counts = heldCounts;
            unheld = 0;
        }
        return true;
    }

    @Override
    int slots() {
        return totals.size();
    }

    @Override
    boolean isHeld(int slot) {
        return counts[slot] > 0;
    }

    @Override
    Object keyAt(int slot) {
        return totals.keyAt(slot);
    }

    @Override
    Object resultAt(int slot) {
        return aggregate.result(totals.longAt(slot));
    }
}
