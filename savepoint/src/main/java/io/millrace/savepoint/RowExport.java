/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** Writes rows of one table to a stream. Close it to end the output; the stream itself stays open. */
public abstract class RowExport implements AutoCloseable {
    /** How rows are written. */
    public enum Format {
        /** One JSON object a line. */
        JSONL,
        /** A header with the names of the states, then a line a row; values that are no plain ones are JSON. */
        CSV,
        /** An Avro object container file, with the rows as they lie in the snapshot. */
        AVRO
    }

    private RowExport() {}

    /** Writes a row. */
    public abstract void write(StateRow row, ObjectNode json) throws IOException;

    @Override
    public abstract void close() throws IOException;

    public static RowExport to(OutputStream out, Format format) {
        return switch (format) {
            case JSONL -> new JsonLines(out);
            case CSV -> new Csv(out);
            case AVRO -> new Avro(out);
        };
    }

    private static final class JsonLines extends RowExport {
        private final Writer writer;

        JsonLines(OutputStream out) {
            writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        }

        @Override
        public void write(StateRow row, ObjectNode json) throws IOException {
            writer.write(json.toString());
            writer.write('\n');
        }

        @Override
        public void close() throws IOException {
            writer.flush();
        }
    }

    private static final class Csv extends RowExport {
        private final Writer writer;
        private final List<String> columns = new ArrayList<>();

        Csv(OutputStream out) {
            writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        }

        @Override
        public void write(StateRow row, ObjectNode json) throws IOException {
            if (columns.isEmpty()) {
                row.record().getSchema().getFields().forEach(field -> columns.add(StateRow.nameOf(field)));
                writer.write(columns.stream().map(Csv::quoted).collect(Collectors.joining(",")) + "\n");
            }
            writer.write(columns.stream()
                            .map(column -> quoted(text(json.get(column))))
                            .collect(Collectors.joining(","))
                    + "\n");
        }

        private static String text(@Nullable JsonNode value) {
            return KeyText.of(value);
        }

        private static String quoted(String text) {
            boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
            return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
        }

        @Override
        public void close() throws IOException {
            writer.flush();
        }
    }

    /** Subtasks may have learned different schemas; each schema would need a file of its own. */
    private static final class Avro extends RowExport {
        private final OutputStream out;
        private @Nullable Schema schema;
        private @Nullable DataFileWriter<GenericRecord> writer;

        Avro(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(StateRow row, ObjectNode json) throws IOException {
            Schema written = row.record().getSchema();
            DataFileWriter<GenericRecord> open = writer;
            if (open == null) {
                schema = written;
                open = new DataFileWriter<>(new GenericDatumWriter<GenericRecord>(written));
                open.create(written, out);
                writer = open;
            } else if (!written.equals(schema)) {
                throw new IOException(
                        "The subtasks of " + row.uid() + " wrote rows of different schemas, which do not go"
                                + " into one Avro file: export JSON lines, or copy the subtasks' own .avro files.");
            }
            open.append(row.record());
        }

        @Override
        public void close() throws IOException {
            if (writer != null) {
                writer.flush();
            }
        }
    }
}
