/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.format.csv;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import io.millrace.connector.RecordEncoder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes records as lines of CSV. */
final class CsvEncoder<T> implements RecordEncoder<T> {
    private final CsvOptions<T> options;
    private final CsvMapper mapper;
    private final List<String> columns;
    private final ObjectWriter writer;

    CsvEncoder(CsvOptions<T> options) {
        this.options = options;
        this.mapper = options.mapper();
        mapper.registerModule(CsvStrings.module(options.nullLiteral()));
        this.columns = options.columnsToWrite(mapper);
        this.writer = mapper.writerFor(options.type()).with(options.schema(columns));
    }

    @Override
    public void writeHeader(OutputStream output) throws IOException {
        if (options.header()) {
            output.write(
                    mapper.writerFor(List.class).with(options.schema(List.of())).writeValueAsBytes(columns));
        }
    }

    @Override
    public void encode(T record, OutputStream output) throws IOException {
        byte[] line = writer.writeValueAsBytes(record);
        if (line.length == 1) {
            throw new IOException(
                    "A null in the only column of " + options.type().getName()
                            + " would be a blank line, which readers skip. Give the format a literal with withNullLiteral.");
        }
        output.write(line);
    }
}
