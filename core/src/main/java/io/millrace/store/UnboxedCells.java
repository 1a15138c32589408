/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import org.jspecify.annotations.Nullable;

/**
 * Cells that lie in arrays and not in objects. Formats write and read objects all the same: a cell is boxed where it goes to a cold row or a snapshot, and unboxed where
 * it comes back.
 */
abstract class UnboxedCells {
    /** Returns an object that holds what the slot does and does not change with it, or null where there is nothing. */
    @Nullable
    abstract Object box(int slot);

    /** Fills a slot that has nothing with what an object holds. */
    abstract void unbox(int slot, Object cell);

    abstract void clear(int slot);

    /**
     * The cells as they are now, boxed as they are asked for.
     *
     * @param presence which slots have one
     */
    abstract SharedCells share(SharedLongs presence);

    /** The size of what does not grow with the slots. */
    abstract long sizeBytes();
}
