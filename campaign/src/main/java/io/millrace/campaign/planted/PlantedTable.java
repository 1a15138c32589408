/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.planted;

import io.millrace.operator.OperatorSnapshot;
import io.millrace.snapshot.RowWriter;
import io.millrace.snapshot.StateTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;

/** A table of a snapshot that is changed row by row as it is written. */
record PlantedTable(StateTable table, Change change) implements StateTable {
    /** What becomes of a row. */
    interface Change {
        /** @return whether the row is written */
        boolean apply(GenericRecord row, int number);
    }

    /** A snapshot whose tables are changed. */
    record Snapshot(OperatorSnapshot snapshot, Change change) implements OperatorSnapshot {
        @Override
        public void persist() throws IOException {
            snapshot.persist();
        }

        @Override
        public List<?> committables() {
            return snapshot.committables();
        }

        @Override
        public List<StateTable> tables() {
            List<StateTable> tables = new ArrayList<>();
            snapshot.tables().forEach(table -> tables.add(new PlantedTable(table, change)));
            return tables;
        }

        @Override
        public void close() {
            snapshot.close();
        }
    }

    @Override
    public String name() {
        return table.name();
    }

    @Override
    public Schema schema() {
        return table.schema();
    }

    @Override
    public void writeTo(RowWriter rows) throws IOException {
        table.writeTo(new Changing(rows));
    }

    private final class Changing implements RowWriter {
        private final RowWriter rows;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        private final GenericData data = new GenericData();
        private int number;

        Changing(RowWriter rows) {
            this.rows = rows;
        }

        @Override
        public Encoder beginRow() {
            bytes.reset();
            return encoder;
        }

        @Override
        public void endRow() throws IOException {
            GenericRecord row = new GenericDatumReader<GenericRecord>(schema(), schema(), data)
                    .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
            if (change.apply(row, number++)) {
                new GenericDatumWriter<GenericRecord>(schema(), data).write(row, rows.beginRow());
                rows.endRow();
            }
        }
    }
}
