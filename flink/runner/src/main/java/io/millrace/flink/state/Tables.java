/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.state;

import io.millrace.snapshot.AvroTableReader;
import io.millrace.snapshot.AvroTableWriter;
import io.millrace.snapshot.StateTable;
import io.millrace.snapshot.StoredTable;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Tables as bytes: Avro container files, which say themselves what they hold. */
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

        /** @param operator names the operator in messages */
        StoredTable stored(String operator, ClassLoader loader) {
            return StoredTable.of(() -> new AvroTableReader(operator + "/" + name, content).withClassLoader(loader));
        }
    }

    static Written write(StateTable table) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (AvroTableWriter rows = new AvroTableWriter(table, bytes)) {
            table.writeTo(rows);
        }
        return new Written(table.name(), bytes.toByteArray());
    }
}
