/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.store.SliceStore;
import io.millrace.store.SliceTable;

/** Windows that are a slice each. */
final class WholeSlices extends SliceContents {
    private final SliceStore store;
    private final Accumulators accumulators;
    private SliceTable window;

    WholeSlices(SliceStore store, Accumulators accumulators) {
        this.store = store;
        this.accumulators = accumulators;
        this.window = accumulators.newTable(0);
    }

    @Override
    boolean moveTo(long windowEnd) {
        window = store.slice(windowEnd);
        return true;
    }

    @Override
    int slots() {
        return window.size();
    }

    @Override
    boolean isHeld(int slot) {
        return true;
    }

    @Override
    Object keyAt(int slot) {
        return window.keyAt(slot);
    }

    @Override
    Object resultAt(int slot) {
        return accumulators.resultAt(window, slot);
    }
}
