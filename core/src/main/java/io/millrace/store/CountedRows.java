/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.RowData;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** What a {@link RowBag} holds, as formats write and read it. Immutable. */
@SuppressWarnings("ArrayRecordComponent") // of three arrays of one length
record CountedRows(RowData[] rows, long[] counts, long[] marks) {
    CountedRows(int size) {
        this(new RowData[size], new long[size], new long[size]);
    }

    int size() {
        return rows.length;
    }

    /** Returns the first of them, or as many with room for more. */
    CountedRows first(int size) {
        return new CountedRows(Arrays.copyOf(rows, size), Arrays.copyOf(counts, size), Arrays.copyOf(marks, size));
    }

    /** Returns what they are when each row becomes another. */
    CountedRows map(UnaryOperator<RowData> change) {
        return new CountedRows(Arrays.stream(rows).map(change).toArray(RowData[]::new), counts, marks);
    }
}
