/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.planted;

import io.millrace.operator.OperatorSnapshot;
import io.millrace.snapshot.IncrementalTable;
import io.millrace.snapshot.RowWriter;
import io.millrace.snapshot.StateTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;

/** A snapshot whose tables of changes are wrong, while those of all rows are right. */
record PlantedChanges(OperatorSnapshot snapshot, Bug bug) implements OperatorSnapshot {
    enum Bug {
        /** As if the bit of a slot had not been set. */
        FORGETS_CHANGED_ROW,
        FORGETS_DELETION
    }

    @Override
    public void persist() throws IOException {
        snapshot.persist();
    }

    @Override
    public List<StateTable> tables() {
        List<StateTable> tables = new ArrayList<>();
        for (StateTable table : snapshot.tables()) {
            tables.add(table instanceof IncrementalTable rows ? new Planted(rows, bug) : table);
        }
        return tables;
    }

    @Override
    public List<?> committables() {
        return snapshot.committables();
    }

    @Override
    public void close() {
        snapshot.close();
    }

    private record Planted(IncrementalTable table, Bug bug) implements IncrementalTable {
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
            table.writeTo(rows);
        }

        @Override
        public long version() {
            return table.version();
        }

        @Override
        public long rowCount() {
            return table.rowCount();
        }

        @Override
        public Changes changes() {
            return table.changes();
        }

        @Override
        public StateTable rowsOf(Changes since) {
            return new Filtered(table.rowsOf(since), bug);
        }
    }

    private record Filtered(StateTable changes, Bug bug) implements StateTable {
        @Override
        public String name() {
            return changes.name();
        }

        @Override
        public Schema schema() {
            return changes.schema();
        }

        @Override
        public Map<String, String> metadata() {
            return bug == Bug.FORGETS_DELETION ? Map.of() : changes.metadata();
        }

        @Override
        public void writeTo(RowWriter rows) throws IOException {
            changes.writeTo(new FilteringWriter(rows, changes.schema(), bug));
        }
    }

    /** Decodes each row, and passes on those that the bug leaves. */
    private static final class FilteringWriter implements RowWriter {
        private final RowWriter rows;
        private final Schema schema;
        private final Bug bug;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        private boolean forgotten;

        FilteringWriter(RowWriter rows, Schema schema, Bug bug) {
            this.rows = rows;
            this.schema = schema;
            this.bug = bug;
        }

        @Override
        public Encoder beginRow() {
            return encoder;
        }

        @Override
        public void endRow() throws IOException {
            encoder.flush();
            GenericRecord row = new GenericDatumReader<GenericRecord>(schema)
                    .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
            bytes.reset();
            if (!forgets(row)) {
                new GenericDatumWriter<>(schema).write(row, rows.beginRow());
                rows.endRow();
            }
        }

        private boolean forgets(GenericRecord row) {
            boolean deletion = row.hasField("deleted") && Boolean.TRUE.equals(row.get("deleted"));
            if (bug == Bug.FORGETS_DELETION) {
                return deletion;
            }
            boolean first = !forgotten && !deletion;
            forgotten |= first;
            return first;
        }
    }
}
