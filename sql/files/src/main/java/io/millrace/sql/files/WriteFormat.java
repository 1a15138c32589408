/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.connector.Quoting;
import io.millrace.connector.RecordDecoder;
import io.millrace.connector.RecordEncoder;
import io.millrace.connector.TextFormat;
import io.millrace.data.RowKind;
import io.millrace.sql.row.Row;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** The format of a table that is written. */
record WriteFormat(TableFormat format, List<Field> fields) implements TextFormat<Row> {
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
    public RecordDecoder<Row> createDecoder() {
        throw new UnsupportedOperationException("A sink reads nothing");
    }

    @Override
    public RecordEncoder<Row> createEncoder() {
        return format.holdsChanges() ? format.encoder(fields) : new InsertsOnly(format.encoder(fields));
    }

    /** What stands in a file cannot be taken back. */
    private record InsertsOnly(RecordEncoder<Row> encoder) implements RecordEncoder<Row> {
        @Override
        public void writeHeader(OutputStream output) throws IOException {
            encoder.writeHeader(output);
        }

        @Override
        public void encode(Row row, OutputStream output) throws IOException {
            if (row.getKind() != RowKind.INSERT) {
                throw new IOException(
                        "The connector 'filesystem' takes inserts only, but the query changes a row: " + row);
            }
            encoder.encode(row, output);
        }
    }
}
