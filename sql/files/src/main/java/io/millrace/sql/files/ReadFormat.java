/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.connector.Quoting;
import io.millrace.connector.RecordDecoder;
import io.millrace.connector.RecordEncoder;
import io.millrace.connector.TextFormat;
import java.util.List;
import java.util.Optional;

/** The format of a table that is read. */
record ReadFormat(TableFormat format, List<Field> fields) implements TextFormat<Object> {
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
        return (RecordDecoder<Object>) format.decoder(fields);
    }

    @Override
    public RecordEncoder<Object> createEncoder() {
        throw new UnsupportedOperationException("A source writes nothing");
    }
}
