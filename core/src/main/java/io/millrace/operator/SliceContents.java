/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.store.SliceStore;
import io.millrace.store.SliceTable;

/**
 * What a window holds when it fires: for each key, the merged accumulators of its slices. Windows are asked for in the
 * order of their ends.
 *
 * <p>All that is kept here follows from the slices. It is no part of snapshots, and is there again when the first window
 * after a restore fires.
 */
abstract class SliceContents {
    /** Up to this many slides in a window, its slices are merged for each firing: nothing else is cheaper. */
    private static final long FEW_SLIDES = 4;

    /** Chooses the cheapest way. */
    static SliceContents of(SliceStore store, Slicing slicing, Accumulators accumulators, boolean buckets) {
        if (buckets || slicing.slice() == slicing.size()) {
            return new WholeSlices(store, accumulators);
        }
        if (slicing.size() / slicing.slide() < FEW_SLIDES || (slicing.size() == FEW_SLIDES * slicing.slide())) {
            return new MergedSlices(store, slicing.size(), accumulators);
        }
        if (!accumulators.areLongs()) {
            return new ObjectStacks(store, slicing.size(), accumulators);
        }
        return accumulators.longs().isInvertible()
                ? new RunningTotals(store, slicing.size(), accumulators.longs())
                : new LongStacks(store, slicing.size(), accumulators.longs());
    }

    /**
     * Turns to the window that ends at {@code windowEnd}.
     *
     * @return whether it is ready; where not, enough was done for one step, and the call is to be made again
     */
    abstract boolean moveTo(long windowEnd);

    /** How many slots there are; a slot has one key, and may hold nothing of this window. */
    abstract int slots();

    /** Whether the slot's key has elements in the window. */
    abstract boolean isHeld(int slot);

    abstract Object keyAt(int slot);

    /** The aggregate's result for the slot's key; asked for once a window. */
    abstract Object resultAt(int slot);

    /** The window has fired. */
    void fired() {}

    /** An element is about to change one key of a slice that windows have fired with. */
    void beforeChange(SliceTable slice, Object key) {}

    /** The element has changed it. */
    void afterChange(SliceTable slice, Object key) {}

    /** The earliest slice is about to be dropped: no window that will fire holds it. */
    void beforeDrop(SliceTable slice) {}
}
