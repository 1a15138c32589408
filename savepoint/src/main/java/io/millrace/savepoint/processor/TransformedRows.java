/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint.processor;

import io.millrace.savepoint.Savepoint;
import io.millrace.savepoint.StateRow;
import io.millrace.snapshot.RowWriter;
import io.millrace.snapshot.SnapshotException;
import io.millrace.snapshot.StateTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** The rows that a subtask wrote of a table, changed one by one. */
record TransformedRows(
        Savepoint savepoint, String uid, String name, int subtask, Schema schema, RowTransformation transformation)
        implements StateTable {
    private static final List<String> IDENTITY = List.of("keyGroup", "key", "sliceEnd");

    static TransformedRows of(
            Savepoint savepoint, String uid, String table, int subtask, RowTransformation transformation)
            throws IOException {
        Schema schema = Objects.requireNonNull(savepoint.schemas(uid).get(table));
        return new TransformedRows(savepoint, uid, table, subtask, schema, transformation);
    }

    @Override
    public void writeTo(RowWriter rows) throws IOException {
        GenericDatumWriter<GenericRecord> datums = new GenericDatumWriter<>(schema);
        savepoint.read(uid, name, subtask, row -> {
            List<String> identity = identityOf(row.record());
            GenericRecord changed = transform(row);
            if (changed != null) {
                requireSame(identity, identityOf(changed));
                write(datums, changed, rows);
            }
        });
    }

    private @Nullable GenericRecord transform(StateRow row) throws IOException {
        try {
            return transformation.transform(row);
        } catch (Exception failure) {
            throw new SnapshotException("The transformation of " + where() + " failed at " + row.toJson(), failure);
        }
    }

    private void write(GenericDatumWriter<GenericRecord> datums, GenericRecord row, RowWriter rows) throws IOException {
        try {
            datums.write(row, rows.beginRow());
        } catch (AvroRuntimeException | ClassCastException | NullPointerException mismatch) {
            throw new SnapshotException(
                    "The transformation of " + where() + " gave a row that does not fit the schema of the table: "
                            + mismatch.getMessage() + ". The row: " + row,
                    mismatch);
        }
        rows.endRow();
    }

    private static List<String> identityOf(GenericRecord row) {
        List<String> identity = new ArrayList<>();
        for (String field : IDENTITY) {
            identity.add(row.hasField(field) ? String.valueOf(row.get(field)) : "");
        }
        return identity;
    }

    private void requireSame(List<String> before, List<String> after) throws SnapshotException {
        if (!before.equals(after)) {
            throw new SnapshotException("The transformation of " + where() + " changed the key of a row from " + before
                    + " to " + after + ", and with it the place where it is looked for. To change keys, read the state"
                    + " as a stream and fill a new operator with it.");
        }
    }

    private String where() {
        return "table '" + name + "' of operator '" + uid + "'";
    }
}
