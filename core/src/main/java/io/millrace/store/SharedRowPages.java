/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.RowData;
import org.jspecify.annotations.Nullable;

/** Rows by number at the moment of a snapshot. */
@SuppressWarnings({"NullAway", "ArrayRecordComponent"}) // takes the nullness of references for that of pages
record SharedRowPages(
        RowLayout layout,
        int shift,
        long[][] words,
        @Nullable Object[][] objects) {
    RowData row(int row) {
        int page = row >>> shift;
        int place = row & (1 << shift) - 1;
        return layout.row(words[page], place * layout.words, objects[page], place * layout.objects);
    }
}
