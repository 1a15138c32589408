/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.Codec;
import io.millrace.data.Codecs;
import io.millrace.data.ObservedCodec;
import io.millrace.snapshot.AvroTableReader;
import io.millrace.snapshot.RowWriter;
import io.millrace.snapshot.StateTable;
import io.millrace.snapshot.StoredTable;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;

/** A table of plain values, one a row: splits, writer states, broadcast entries. The values must not change any more. */
public final class ValuesTable implements StateTable {
    private final String name;
    private final List<?> values;
    private final Codec<Object> codec;
    private final Schema schema;

    /** A table of values whose types are learned from them. */
    public ValuesTable(String name, List<?> values) {
        this(name, values, observed(values));
    }

    /** A table of values of a declared type, as {@link io.millrace.data.RowType} is, to be read with the same or a later one. */
    public ValuesTable(String name, List<?> values, Type type) {
        this(name, values, declared(type));
    }

    private ValuesTable(String name, List<?> values, Codec<Object> codec) {
        this.name = name;
        this.values = values;
        this.codec = codec;
        this.schema = rowSchema(codec.schema());
    }

    private static Codec<Object> observed(List<?> values) {
        ObservedCodec codec = Codecs.observed();
        for (Object value : values) {
            codec.observe(value);
        }
        return codec;
    }

    @SuppressWarnings("unchecked")
    private static Codec<Object> declared(Type type) {
        return (Codec<Object>) Codecs.of(type);
    }

    private static Schema rowSchema(Schema value) {
        return SchemaBuilder.record("Row")
                .namespace("io.millrace.state")
                .fields()
                .name("value")
                .type(value)
                .noDefault()
                .endRecord();
    }

    /** Reads what all subtasks wrote, in the order of the subtasks. */
    public static List<Object> readAll(RestoredState restored, String table) throws IOException {
        List<Object> values = new ArrayList<>();
        readEach(restored, table).forEach(values::addAll);
        return values;
    }

    /** Reads what each subtask wrote, in the order of the subtasks. */
    static List<List<Object>> readEach(RestoredState restored, String table) throws IOException {
        List<List<Object>> parts = new ArrayList<>();
        for (StoredTable stored : restored.tables(table)) {
            try (AvroTableReader reader = stored.openOnly()) {
                parts.add(read(
                        reader,
                        Codecs.forSchema(reader.schema().getField("value").schema(), reader.classLoader())));
            }
        }
        return parts;
    }

    /** Reads what all subtasks wrote, in the order of the subtasks, as values of a declared type. */
    static List<Object> readAll(RestoredState restored, String table, Type type) throws IOException {
        List<Object> values = new ArrayList<>();
        for (StoredTable stored : restored.tables(table)) {
            try (AvroTableReader reader = stored.openOnly()) {
                values.addAll(read(reader, declared(type)));
            }
        }
        return values;
    }

    private static List<Object> read(AvroTableReader reader, Codec<Object> codec) throws IOException {
        reader.resolveTo(rowSchema(codec.schema()));
        List<Object> values = new ArrayList<>();
        while (reader.next()) {
            values.add(codec.read(reader.row()));
        }
        return values;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public void writeTo(RowWriter rows) throws IOException {
        for (Object value : values) {
            codec.write(value, rows.beginRow());
            rows.endRow();
        }
    }
}
