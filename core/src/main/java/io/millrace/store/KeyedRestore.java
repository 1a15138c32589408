/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.snapshot.AvroTableReader;
import io.millrace.snapshot.StoredTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import io.millrace.data.RowType;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.Decoder;
import org.jspecify.annotations.Nullable;

/**
 * Reads keyed tables into a store's columns. The files of one table come newest first: what is found of a key first
 * counts, and all that older files have of it is passed over.
 */
final class KeyedRestore {
    private static final int NOBODY = -1;

    private final String storeName;
    private final KeyGroupRange range;
    private final KeySlots slots;
    private final StateRegistry registry;
    private final @Nullable ColdRows cold;
    private final int[] tableOfGroup;
    private final int maxParallelism;
    private int table = NOBODY;
    private KeyGroupRange written;
    private List<Object> emptied = new ArrayList<>();
    private final Map<String, CellFormat> asWritten = new HashMap<>();

    /**
     * @param cold takes the keys that memory has no room for; null where it has room for all
     */
    KeyedRestore(
            String storeName,
            int maxParallelism,
            KeyGroupRange range,
            KeySlots slots,
            StateRegistry registry,
            @Nullable ColdRows cold) {
        this.storeName = storeName;
        this.range = range;
        this.maxParallelism = maxParallelism;
        this.written = range;
        this.slots = slots;
        this.registry = registry;
        this.cold = cold;
        this.tableOfGroup = new int[maxParallelism];
        Arrays.fill(tableOfGroup, NOBODY);
    }

    void restore(StoredTable stored) throws IOException {
        written = KeyGroups.rangeOf(stored, maxParallelism);
        if (!written.overlaps(range)) {
            return; // the subtasks that own its key groups read it
        }
        table++;
        emptied = new ArrayList<>();
        boolean newest = true;
        for (StoredTable.File file : stored.newestFirst()) {
            try (AvroTableReader reader = file.open()) {
                restore(reader, newest);
            }
            newest = false;
        }
        for (Object key : emptied) {
            slots.free(slots.find(key));
        }
    }

    private void restore(AvroTableReader reader, boolean newest) throws IOException {
        Schema written = reader.schema();
        KeyFormat keys = KeyFormat.written(written.getField(KeyedTable.KEY).schema(), reader.classLoader());
        RowType columns = keys.columns();
        if (columns != null) {
            slots.setKeyType(columns);
        }
        List<Schema.Field> wanted = new ArrayList<>();
        wanted.add(new Schema.Field(KeyedTable.KEY_GROUP, Schema.create(Schema.Type.INT)));
        wanted.add(new Schema.Field(KeyedTable.KEY, keys.schema()));
        boolean deletes = written.getField(KeyedTable.DELETED) != null;
        if (deletes) {
            wanted.add(new Schema.Field(KeyedTable.DELETED, Schema.create(Schema.Type.BOOLEAN)));
        }
        List<Cell> cells = new ArrayList<>();
        for (Schema.Field field :
                written.getFields().subList(wanted.size(), written.getFields().size())) {
            Cell cell = cell(field, reader.classLoader());
            cells.add(cell);
            // With all properties, so that the schemas are equal where nothing changed: such rows are read as they are.
            wanted.add(new Schema.Field(field, cell.schema()));
        }
        registry.refreshExpiring();
        reader.resolveTo(Schema.createRecord(written.getFullName(), null, null, false, wanted));
        while (reader.next()) {
            restoreRow(reader.row(), keys, deletes, cells, newest);
            if (cold != null) {
                cold.evict(slot -> false);
            }
        }
    }

    private void restoreRow(Decoder row, KeyFormat keys, boolean deletes, List<Cell> cells, boolean newest)
            throws IOException {
        int keyGroup = row.readInt();
        written.requireOwned(keyGroup, storeName);
        if (!range.contains(keyGroup)) {
            GenericDatumReader.skip(keys.schema(), row);
            skip(row, deletes, cells);
            return;
        }
        Object key = keys.read(row);
        requireOneTable(keyGroup, key);
        boolean deleted = deletes && row.readBoolean();
        if (slots.find(key) >= 0 || (cold != null && cold.holds(key))) {
            if (newest && !deleted) {
                throw twice(key);
            }
            skip(row, false, cells);
            return;
        }
        int slot = slots.add(key);
        for (Cell cell : cells) {
            cell.read(slot, row);
        }
        if (slots.isEmpty(slot)) {
            emptied.add(key); // stands for the key until the older files are read
        }
    }

    private static void skip(Decoder row, boolean deletes, List<Cell> cells) throws IOException {
        if (deletes) {
            row.readBoolean();
        }
        for (Cell cell : cells) {
            GenericDatumReader.skip(cell.schema(), row);
        }
    }

    /** A key group, and so each key of it, belonged to one subtask. */
    private void requireOneTable(int keyGroup, Object key) {
        if (tableOfGroup[keyGroup] == NOBODY) {
            tableOfGroup[keyGroup] = table;
        } else if (tableOfGroup[keyGroup] != table) {
            throw twice(key);
        }
    }

    private IllegalStateException twice(Object key) {
        return new IllegalStateException("Key " + key + " of " + storeName
                + " is in the snapshot twice, or another key of its key group is in the table of another subtask."
                + " Restore each old subtask's table once, into an empty store.");
    }

    private Cell cell(Schema.Field field, ClassLoader loader) {
        StateKind kind = StateKind.of(field);
        DeclaredState state = registry.declare(field.getProp(SharedState.STATE), kind);
        if (state.handle != null) {
            throw new IllegalStateException("State \"" + state.name + "\" of " + storeName
                    + " was declared before the snapshot was restored. Restore first.");
        }
        if (kind == StateKind.LONG_COLUMN) {
            return new Cell(state, null, CellFormat.nullable(Schema.create(Schema.Type.LONG)));
        }
        CellFormat format = format(state, field, loader);
        ObjectColumn<Object> column = state.objectColumn();
        if (!Redeclaration.isStamped(column.cells())) {
            column.declare(WrittenFormat.cells(kind, format));
        }
        return new Cell(state, format, format.schema());
    }

    /** What lies in a column as it was written has the columns of the newest file: to those older ones are resolved. */
    private CellFormat format(DeclaredState state, Schema.Field field, ClassLoader loader) {
        CellFormat known = asWritten.get(state.name);
        if (known != null) {
            return known;
        }
        CellFormat format = WrittenFormat.of(state.kind, field.schema(), loader);
        if (WrittenFormat.isAsWritten(format)) {
            asWritten.put(state.name, format);
        }
        return format;
    }

    /** One field of the row, and where it goes. */
    private record Cell(DeclaredState state, @Nullable CellFormat format, Schema schema) {
        void read(int slot, Decoder row) throws IOException {
            if (format != null) {
                Object cell = format.read(row);
                if (cell != null) {
                    state.objectColumn().set(slot, cell);
                }
            } else if (CellFormat.begin(row)) {
                state.longColumn().set(slot, row.readLong());
            }
        }
    }
}
