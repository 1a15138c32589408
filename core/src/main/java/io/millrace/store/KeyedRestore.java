/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.snapshot.AvroTableReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.Decoder;
import org.jspecify.annotations.Nullable;

/** Reads keyed tables into a store's columns. */
final class KeyedRestore {
    private final String storeName;
    private final KeyGroupRange range;
    private final KeySlots slots;
    private final StateRegistry registry;

    KeyedRestore(String storeName, KeyGroupRange range, KeySlots slots, StateRegistry registry) {
        this.storeName = storeName;
        this.range = range;
        this.slots = slots;
        this.registry = registry;
    }

    void restore(AvroTableReader table) throws IOException {
        List<Schema.Field> written = table.schema().getFields();
        KeyFormat keys =
                KeyFormat.written(table.schema().getField(KeyedTable.KEY).schema(), table.classLoader());
        List<Cell> cells = new ArrayList<>();
        List<Schema.Field> wanted = new ArrayList<>();
        wanted.add(new Schema.Field(KeyedTable.KEY_GROUP, Schema.create(Schema.Type.INT)));
        wanted.add(new Schema.Field(KeyedTable.KEY, keys.schema()));
        for (Schema.Field field : written.subList(2, written.size())) {
            Cell cell = cell(field, table.classLoader());
            cells.add(cell);
            wanted.add(new Schema.Field(field.name(), cell.schema()));
        }
        registry.refreshExpiring();
        table.resolveTo(Schema.createRecord(table.schema().getFullName(), null, null, false, wanted));
        while (table.next()) {
            restoreRow(table.row(), keys, cells);
        }
    }

    private void restoreRow(Decoder row, KeyFormat keys, List<Cell> cells) throws IOException {
        if (!range.contains(row.readInt())) {
            GenericDatumReader.skip(keys.schema(), row);
            for (Cell cell : cells) {
                GenericDatumReader.skip(cell.schema(), row);
            }
            return;
        }
        Object key = keys.read(row);
        if (slots.find(key) >= 0) {
            throw new IllegalStateException("Key " + key + " of " + storeName
                    + " is in the snapshot twice. Restore each old subtask's table once, into an empty store.");
        }
        int slot = slots.add(key);
        for (Cell cell : cells) {
            cell.read(slot, row);
        }
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
        CellFormat format = WrittenFormat.of(kind, field.schema(), loader);
        state.objectColumn().declare(WrittenFormat.cells(kind, field.schema()));
        return new Cell(state, format, format.schema());
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
