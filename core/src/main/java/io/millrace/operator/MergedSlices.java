/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.store.SliceStore;
import io.millrace.store.SliceTable;

/** Windows of few slides: each merges all its slices. */
final class MergedSlices extends SliceContents {
    private final SliceStore store;
    private final long size;
    private final Accumulators accumulators;
    private SliceTable merged;

    MergedSlices(SliceStore store, long size, Accumulators accumulators) {
        this.store = store;
        this.size = size;
        this.accumulators = accumulators;
        this.merged = accumulators.newTable(0);
    }

    @Override
    boolean moveTo(long windowEnd) {
        int last = store.indexAfter(windowEnd);
        for (int i = store.indexAfter(windowEnd - size); i < last; i++) {
            SliceTable slice = store.at(i);
            for (int slot = 0; slot < slice.size(); slot++) {
                accumulators.mergeInto(merged, slice, slot);
            }
        }
        return true;
    }

    @Override
    int slots() {
        return merged.size();
    }

    @Override
    boolean isHeld(int slot) {
        return true;
    }

    @Override
    Object keyAt(int slot) {
        return merged.keyAt(slot);
    }

    @Override
    Object resultAt(int slot) {
        return accumulators.resultAt(merged, slot);
    }

    @Override
    void fired() {
        if (!merged.clear()) {
            merged = accumulators.newTable(0);
        }
    }
}
