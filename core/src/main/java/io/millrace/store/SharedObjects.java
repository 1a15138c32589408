/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import org.jspecify.annotations.Nullable;

/** References by slot at the moment of a snapshot. */
@SuppressWarnings("NullAway") // takes the nullness of references for that of pages
record SharedObjects(@Nullable Object[][] pages) implements SharedCells {
    @Override
    public @Nullable Object get(int slot) {
        return pages[slot >>> LongPages.SHIFT][slot & LongPages.MASK];
    }
}
