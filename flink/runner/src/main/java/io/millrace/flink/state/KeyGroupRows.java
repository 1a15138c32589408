/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.state;

import io.millrace.snapshot.AvroTableWriter;
import io.millrace.snapshot.RowWriter;
import io.millrace.snapshot.StateTable;
import io.millrace.store.KeyGroups;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Divides the rows of a keyed table by key group, which Flink wants one after the other, while a store has its rows in an
 * order of its own. The encoded rows of a table wait in memory for that. Not thread-safe.
 */
final class KeyGroupRows implements RowWriter {
    private final StateTable table;
    private final List<Schema> before = new ArrayList<>(); // the fields in front of the key group
    private final Row row = new Row();
    private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(row, null);
    private final Map<Integer, Row> groups = new TreeMap<>();
    private @Nullable BinaryDecoder decoder;

    private KeyGroupRows(StateTable table) {
        this.table = table;
        for (Schema.Field field : table.schema().getFields()) {
            if (field.name().equals(KeyGroups.FIELD)) {
                break;
            }
            before.add(field.schema());
        }
    }

    /** Bytes that can be read without copying them. */
    private static final class Row extends ByteArrayOutputStream {
        byte[] content() {
            return buf;
        }
    }

    static boolean isKeyed(StateTable table) {
        return table.schema().getField(KeyGroups.FIELD) != null;
    }

    /** Returns the tables that hold the rows of each key group that has any. */
    static Map<Integer, Tables.Written> divide(StateTable table) throws IOException {
        KeyGroupRows rows = new KeyGroupRows(table);
        table.writeTo(rows);
        Map<Integer, Tables.Written> divided = new TreeMap<>();
        for (Map.Entry<Integer, Row> group : rows.groups.entrySet()) {
            divided.put(group.getKey(), rows.write(group.getValue()));
            group.setValue(new Row()); // lets go of what is written
        }
        return divided;
    }

    private Tables.Written write(Row rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (AvroTableWriter writer = new AvroTableWriter(table, bytes)) {
            ByteBuffer content = ByteBuffer.wrap(rows.content(), 0, rows.size());
            while (content.hasRemaining()) {
                int length = content.getInt();
                writer.beginRow().writeFixed(content.array(), content.position(), length);
                writer.endRow();
                content.position(content.position() + length);
            }
        }
        return new Tables.Written(table.name(), bytes.toByteArray());
    }

    @Override
    public Encoder beginRow() {
        row.reset();
        return encoder;
    }

    @Override
    public void endRow() throws IOException {
        encoder.flush();
        BinaryDecoder in = DecoderFactory.get().binaryDecoder(row.content(), 0, row.size(), decoder);
        decoder = in;
        for (Schema field : before) {
            GenericDatumReader.skip(field, in);
        }
        Row group = groups.computeIfAbsent(in.readInt(), unused -> new Row());
        new DataOutputStream(group).writeInt(row.size());
        row.writeTo(group);
    }
}
