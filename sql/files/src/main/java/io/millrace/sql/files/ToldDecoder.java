/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.connector.MalformedRecordException;
import io.millrace.connector.RecordDecoder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts what a file tells behind what stands in each record of it. */
final class ToldDecoder implements RecordDecoder<Object> {
    private final RecordDecoder<Object> text;
    private final @Nullable Object[] told;

    ToldDecoder(RecordDecoder<Object> text, @Nullable Object[] told) {
        this.text = text;
        this.told = told;
    }

    @Override
    public void readHeader(byte[] bytes, int offset, int length) throws MalformedRecordException {
        text.readHeader(bytes, offset, length);
    }

    @Override
    public Object decode(byte[] bytes, int offset, int length) throws MalformedRecordException {
        Object record = text.decode(bytes, offset, length);
        if (record instanceof List<?> changes) {
            return changes.stream().map(change -> whole((RowChange) change)).toList();
        }
        return whole((@Nullable Object[]) record);
    }

    private RowChange whole(RowChange change) {
        return new RowChange(change.kind(), whole(change.values()));
    }

    private @Nullable Object[] whole(@Nullable Object[] row) {
        @Nullable Object[] whole = Arrays.copyOf(row, row.length + told.length);
        System.arraycopy(told, 0, whole, row.length, told.length);
        return whole;
    }
}
