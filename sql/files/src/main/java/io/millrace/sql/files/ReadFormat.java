/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.connector.InputFile;
import io.millrace.connector.Quoting;
import io.millrace.connector.RecordDecoder;
import io.millrace.connector.RecordEncoder;
import io.millrace.connector.TextFormat;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The format of a table that is read. */
record ReadFormat(TableFormat format, FileColumns columns) implements TextFormat<Object> {
    @Override
    public Optional<Quoting> quoting() {
        return format.quoting();
    }

    @Override
    public String fileSuffix() {
        return format.fileSuffix();
    }

    @Override
    public boolean hasHeader() {
        return format.hasHeader();
    }

    @Override
    @SuppressWarnings("unchecked") // what it makes are Objects
    public RecordDecoder<Object> createDecoder() {
        return (RecordDecoder<Object>) format.decoder(columns.text());
    }

    @Override
    public RecordDecoder<Object> createDecoder(InputFile file) throws IOException {
        @Nullable Object[] told = columns.told().values(file);
        return told.length == 0 ? createDecoder() : new ToldDecoder(createDecoder(), told);
    }

    @Override
    public RecordEncoder<Object> createEncoder() {
        throw new UnsupportedOperationException("A source writes nothing");
    }
}
