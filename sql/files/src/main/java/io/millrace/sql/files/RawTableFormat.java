/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.connector.Quoting;
import io.millrace.connector.RecordDecoder;
import io.millrace.connector.RecordEncoder;
import io.millrace.sql.row.Row;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One column, a line of text. */
record RawTableFormat() implements TableFormat {
    @Override
    public Optional<Quoting> quoting() {
        return Optional.empty();
    }

    @Override
    public String fileSuffix() {
        return ".txt";
    }

    @Override
    public boolean supports(FieldType type) {
        return type.kind() == FieldType.Kind.STRING;
    }

    @Override
    public RecordDecoder<@Nullable Object[]> decoder(List<Field> fields) {
        return (bytes, offset, length) ->
                new @Nullable Object[] {new String(bytes, offset, length, StandardCharsets.UTF_8)};
    }

    @Override
    public RecordEncoder<Row> encoder(List<Field> fields) {
        return (row, output) -> write(row.getField(fields.get(0).position()), output);
    }

    private static void write(@Nullable Object value, OutputStream output) throws IOException {
        if (value == null || value.toString().indexOf('\n') >= 0) {
            throw new IOException(
                    "The format 'raw' writes a line of text for each row, which null is none of, and no more"
                            + " than one: " + value);
        }
        output.write((value + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
