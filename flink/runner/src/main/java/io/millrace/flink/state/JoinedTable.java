/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.state;

import io.millrace.snapshot.AvroTableReader;
import io.millrace.snapshot.RowWriter;
import io.millrace.snapshot.StateTable;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;

/** A keyed table of one subtask, put together again of the parts for key groups that {@link KeyGroupRows} divided it into. */
final class JoinedTable implements StateTable {
    private final String operator;
    private final List<Tables.Written> parts;
    private final Schema schema;

    /**
     * @param operator names the operator in messages
     * @param parts at least one; of one name and schema
     */
    JoinedTable(String operator, List<Tables.Written> parts) throws IOException {
        this.operator = operator;
        this.parts = parts;
        try (AvroTableReader first = open(parts.get(0))) {
            this.schema = first.schema();
        }
    }

    private AvroTableReader open(Tables.Written part) throws IOException {
        return part.stored(operator, JoinedTable.class.getClassLoader()).openOnly();
    }

    @Override
    public String name() {
        return parts.get(0).name();
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public void writeTo(RowWriter rows) throws IOException {
        GenericDatumReader<Object> from = new GenericDatumReader<>(schema);
        GenericDatumWriter<Object> to = new GenericDatumWriter<>(schema);
        for (Tables.Written part : parts) {
            try (AvroTableReader reader = open(part)) {
                while (reader.next()) {
                    Object row = from.read(null, reader.row());
                    to.write(row, rows.beginRow());
                    rows.endRow();
                }
            }
        }
    }
}
