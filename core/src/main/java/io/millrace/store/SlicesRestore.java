/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.snapshot.AvroTableReader;
import io.millrace.snapshot.StoredTable;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.Decoder;
import org.jspecify.annotations.Nullable;

/**
 * Reads tables of slices into a store. The files of one table come newest first: the first row of a slice and key
 * counts, and slices that were dropped are passed over in all older files.
 */
final class SlicesRestore {
    private final SliceStore store;
    private final String storeName;
    private final KeyGroupRange range;
    private final int maxParallelism;
    private final boolean ofLongs;
    private KeyGroupRange written;

    SlicesRestore(SliceStore store, String storeName, int maxParallelism, KeyGroupRange range, boolean ofLongs) {
        this.store = store;
        this.storeName = storeName;
        this.maxParallelism = maxParallelism;
        this.range = range;
        this.ofLongs = ofLongs;
        this.written = range;
    }

    void restore(StoredTable stored) throws IOException {
        written = KeyGroups.rangeOf(stored, maxParallelism);
        if (!written.overlaps(range)) {
            return; // the subtasks that own its key groups read it
        }
        Set<Long> dropped = new LinkedHashSet<>();
        for (StoredTable.File file : stored.newestFirst()) {
            try (AvroTableReader reader = file.open()) {
                restore(reader, dropped);
                dropped.addAll(reader.droppedSlices());
            }
        }
    }

    private void restore(AvroTableReader reader, Set<Long> dropped) throws IOException {
        Schema written = reader.schema();
        KeyFormat keys = KeyFormat.written(written.getField(KeyedTable.KEY).schema(), reader.classLoader());
        Schema accumulator = written.getField(SlicesTable.ACCUMULATOR).schema();
        boolean longs = accumulator.getType() == Schema.Type.LONG;
        if (longs != ofLongs) {
            throw new IllegalStateException("The snapshot of " + storeName + " holds " + (longs ? "long" : "object")
                    + " accumulators, but the program's aggregate has the other kind."
                    + " Give the changed operator another uid, or go back to the aggregate that was saved.");
        }
        CellFormat format = longs ? null : WrittenFormat.of(StateKind.OBJECT_COLUMN, accumulator, reader.classLoader());
        Schema wanted = format == null ? accumulator : format.schema();
        reader.resolveTo(SlicesTable.schemaOf(keys.schema(), wanted));
        while (reader.next()) {
            restoreRow(reader.row(), keys, format, wanted, dropped);
        }
    }

    private void restoreRow(
            Decoder row, KeyFormat keys, @Nullable CellFormat format, Schema accumulator, Set<Long> dropped)
            throws IOException {
        long sliceEnd = row.readLong();
        int keyGroup = row.readInt();
        written.requireOwned(keyGroup, storeName);
        if (!range.contains(keyGroup) || dropped.contains(sliceEnd)) {
            GenericDatumReader.skip(keys.schema(), row);
            GenericDatumReader.skip(accumulator, row);
            return;
        }
        SliceTable slice = store.slice(sliceEnd);
        int before = slice.size();
        int slot = slice.slotOf(keys.read(row));
        if (slice.size() == before) {
            GenericDatumReader.skip(accumulator, row);
        } else if (format == null) {
            slice.setLong(slot, row.readLong());
        } else {
            Object value = format.read(row);
            if (value != null) {
                slice.setObject(slot, value);
            }
        }
    }
}
