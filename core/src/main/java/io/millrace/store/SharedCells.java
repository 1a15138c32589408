/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import org.jspecify.annotations.Nullable;

/** The cells of a state at the moment of a snapshot, as its format takes them. */
interface SharedCells {
    /** Returns the cell of a slot, or null where there is none. */
    @Nullable
    Object get(int slot);
}
