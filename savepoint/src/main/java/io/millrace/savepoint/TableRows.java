/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint;

import io.millrace.snapshot.AvroTableReader;
import io.millrace.snapshot.StoredTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table as they are at the snapshot. Of the files of one subtask, the newest that knows a key counts, and
 * says that it is gone where it is. What is remembered for that are the keys in files of changes.
 */
final class TableRows {
    private static final String KEY = "key";
    private static final String DELETED = "deleted";
    private static final String SLICE_END = "sliceEnd";

    private final List<StoredTable> parts;

    /** The parts of a table, one a subtask. */
    TableRows(List<StoredTable> parts) {
        this.parts = List.copyOf(parts);
    }

    /** Takes rows one by one. */
    interface Consumer {
        void accept(GenericRecord row) throws IOException;
    }

    /** The schema of all rows; empty where there are no files. */
    Optional<Schema> schema() throws IOException {
        return Optional.ofNullable(written()).map(TableRows::withoutDeleted);
    }

    private @Nullable Schema written() throws IOException {
        Schema written = null;
        for (StoredTable part : parts) {
            for (StoredTable.File file : part.newestFirst()) {
                try (AvroTableReader reader = file.open()) {
                    written = written == null ? reader.schema() : UnitedSchema.ofRows(written, reader.schema());
                }
            }
        }
        return written;
    }

    /** Reads all rows, in one schema for all. */
    void read(Consumer rows) throws IOException {
        Schema written = written();
        if (written != null) {
            Schema shown = withoutDeleted(written);
            for (StoredTable part : parts) {
                readPart(part, written, row -> rows.accept(inSchema(shown, row)));
            }
        }
    }

    private static void readPart(StoredTable part, Schema schema, Consumer rows) throws IOException {
        Set<String> known = new LinkedHashSet<>();
        Set<Long> dropped = new LinkedHashSet<>();
        int filesLeft = part.newestFirst().size();
        for (StoredTable.File file : part.newestFirst()) {
            filesLeft--;
            try (AvroTableReader reader = file.open()) {
                GenericDatumReader<GenericRecord> datums = new GenericDatumReader<>(reader.schema(), schema);
                while (reader.next()) {
                    GenericRecord row = datums.read(null, reader.row());
                    if (isFirst(row, filesLeft > 0, known, dropped) && !isDeleted(row)) {
                        rows.accept(row);
                    }
                }
                dropped.addAll(reader.droppedSlices());
            }
        }
    }

    private static boolean isFirst(GenericRecord row, boolean olderFollow, Set<String> known, Set<Long> dropped) {
        boolean inSlice = row.hasField(SLICE_END);
        if (inSlice && dropped.contains((Long) row.get(SLICE_END))) {
            return false;
        }
        if (known.isEmpty() && !olderFollow) {
            return true;
        }
        String key = textOf(row.get(KEY)) + (inSlice ? " " + row.get(SLICE_END) : "");
        return olderFollow ? known.add(key) : !known.contains(key);
    }

    /** A text that only equal keys share: a long is not an int, and a record not another with the same fields. */
    private static String textOf(Object key) {
        String type = key instanceof GenericRecord record
                ? record.getSchema().getFullName()
                : key.getClass().getName();
        return type + " " + key;
    }

    private static boolean isDeleted(GenericRecord row) {
        return row.hasField(DELETED) && Boolean.TRUE.equals(row.get(DELETED));
    }

    private static Schema withoutDeleted(Schema schema) {
        Schema.Field deleted = schema.getField(DELETED);
        if (deleted == null || deleted.getProp(StateRow.STATE_NAME) != null) {
            return schema;
        }
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            if (!field.name().equals(DELETED)) {
                fields.add(new Schema.Field(field, field.schema()));
            }
        }
        return Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
    }

    private static GenericRecord inSchema(Schema schema, GenericRecord row) {
        if (schema.equals(row.getSchema())) {
            return row;
        }
        GenericRecord shown = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            shown.put(field.pos(), row.get(field.name()));
        }
        return shown;
    }
}
