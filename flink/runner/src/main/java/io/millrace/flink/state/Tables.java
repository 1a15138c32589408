/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.state;

import io.millrace.snapshot.AvroTableReader;
import io.millrace.snapshot.AvroTableWriter;
import io.millrace.snapshot.Manifest;
import io.millrace.snapshot.StateTable;
import io.millrace.snapshot.StoredTable;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Tables as bytes: Avro container files, which say themselves what they hold. And where they lie in Flink's raw state. */
final class Tables {
    private Tables() {}

    /** A table's name and content. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Written(String name, byte[] content) {
        void writeTo(DataOutputStream out) throws IOException {
            out.writeUTF(name);
            out.writeInt(content.length);
            out.write(content);
        }

        static Written readFrom(DataInputStream in) throws IOException {
            String name = in.readUTF();
            byte[] content = new byte[in.readInt()];
            in.readFully(content);
            return new Written(name, content);
        }

        /** As an entry of a manifest. */
        Manifest.Entry entry(int subtask) {
            return Manifest.Entry.of(name, subtask, content);
        }

        /** @param operator names the operator in messages */
        StoredTable stored(String operator, ClassLoader loader) {
            return StoredTable.of(() -> new AvroTableReader(operator + "/" + name, content).withClassLoader(loader));
        }
    }

    /** A table that lies in raw operator state, with the subtask that wrote it. */
    record Part(int subtask, Written table) {
        static Part readFrom(InputStream in) throws IOException {
            DataInputStream data = new DataInputStream(in);
            return new Part(data.readInt(), Written.readFrom(data));
        }
    }

    /** Reads the tables with the rows of one key group, which lie in raw keyed state. */
    static List<Written> readGroup(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        List<Written> tables = new ArrayList<>();
        int count = data.readInt();
        for (int i = 0; i < count; i++) {
            tables.add(Written.readFrom(data));
        }
        return tables;
    }

    static Written write(StateTable table) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (AvroTableWriter rows = new AvroTableWriter(table, bytes)) {
            table.writeTo(rows);
        }
        return new Written(table.name(), bytes.toByteArray());
    }
}
