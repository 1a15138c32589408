/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.Batch;
import io.millrace.store.SliceTable;

/** Finds the keys of a batch in a slice: many at once where the slice is large, so that memory works on all of them. */
final class SliceLookahead {
    private static final int MOST = 256;

    private final int[] looked = new int[Batch.CAPACITY];
    private int upTo; // rows before it have been looked for

    /** Another slice, or other rows. */
    void begin() {
        upTo = 0;
    }

    /** The slot of a row's key; called for rows in order. No row from {@code until} on will be asked for. */
    int slotOf(SliceTable slice, long[] keys, int row, int until) {
        if (!slice.isLarge()) {
            return slice.slotOf(keys[row]);
        }
        if (row >= upTo) {
            upTo = Math.min(until, row + MOST);
            slice.look(keys, row, upTo, looked);
        }
        return slice.slotOf(keys[row], looked[row]);
    }
}
