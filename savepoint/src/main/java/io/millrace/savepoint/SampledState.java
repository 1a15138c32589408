/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint;

import io.millrace.operator.RestoredState;
import io.millrace.snapshot.AvroTableReader;
import io.millrace.snapshot.AvroTableWriter;
import io.millrace.snapshot.RowWriter;
import io.millrace.snapshot.StateTable;
import io.millrace.snapshot.StoredTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/**
 * An operator's state with the first rows of each file alone: enough to try whether it can be restored, whatever its
 * size.
 */
record SampledState(RestoredState all) implements RestoredState {
    private static final int ROWS = 100;

    @Override
    public boolean isRestored() {
        return true;
    }

    @Override
    public long checkpointId() {
        return all.checkpointId();
    }

    @Override
    public List<StoredTable> tables(String name) {
        List<StoredTable> sampled = new ArrayList<>();
        for (StoredTable table : all.tables(name)) {
            List<StoredTable.File> files = new ArrayList<>();
            for (StoredTable.File file : table.newestFirst()) {
                files.add(() -> sample(name, file));
            }
            sampled.add(new StoredTable(files));
        }
        return sampled;
    }

    private static AvroTableReader sample(String name, StoredTable.File file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (AvroTableReader reader = file.open()) {
            Rows rows = new Rows(name, reader.schema(), firstOf(reader));
            try (AvroTableWriter writer = new AvroTableWriter(rows, bytes)) {
                rows.writeTo(writer);
            }
            return new AvroTableReader(name, bytes.toByteArray()).withClassLoader(reader.classLoader());
        }
    }

    private static List<GenericRecord> firstOf(AvroTableReader reader) throws IOException {
        GenericDatumReader<GenericRecord> datums = new GenericDatumReader<>(reader.schema());
        List<GenericRecord> first = new ArrayList<>();
        while (first.size() < ROWS && reader.next()) {
            first.add(datums.read(null, reader.row()));
        }
        return first;
    }

    private record Rows(String name, Schema schema, List<GenericRecord> rows) implements StateTable {
        @Override
        public void writeTo(RowWriter out) throws IOException {
            GenericDatumWriter<GenericRecord> datums = new GenericDatumWriter<>(schema);
            for (GenericRecord row : rows) {
                datums.write(row, out.beginRow());
                out.endRow();
            }
        }
    }
}
