/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.snapshot.AvroTableReader;
import io.millrace.snapshot.IncrementalTable;
import io.millrace.snapshot.RowWriter;
import io.millrace.snapshot.StateTable;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a slice store at the moment of a snapshot: one for each key of each slice. Where only changes are written,
 * the header of the file says which slices were dropped: rows that older files have of them count no more.
 */
final class SlicesTable implements IncrementalTable {
    static final String SLICE_END = "sliceEnd";
    static final String ACCUMULATOR = "accumulator";

    private static final long[] UNCHANGED = new long[0];

    private final int maxParallelism;
    private final List<SharedSlice> slices;
    private final @Nullable CellFormat accumulators;
    private final long version;
    private final SliceChanges changes;
    private final boolean onlyChanges;
    private @Nullable KeyFormat keys;
    private @Nullable Schema schema;

    /**
     * @param accumulators null for longs
     */
    SlicesTable(
            int maxParallelism,
            List<SharedSlice> slices,
            @Nullable CellFormat accumulators,
            long version,
            SliceChanges changes) {
        this(maxParallelism, slices, accumulators, version, changes, false);
    }

    private SlicesTable(
            int maxParallelism,
            List<SharedSlice> slices,
            @Nullable CellFormat accumulators,
            long version,
            SliceChanges changes,
            boolean onlyChanges) {
        this.maxParallelism = maxParallelism;
        this.slices = List.copyOf(slices);
        this.accumulators = accumulators;
        this.version = version;
        this.changes = changes;
        this.onlyChanges = onlyChanges;
    }

    private KeyFormat keys() {
        KeyFormat known = keys;
        if (known == null) {
            known = keyFormat();
            keys = known;
        }
        return known;
    }

    private KeyFormat keyFormat() {
        boolean longs = false;
        boolean integers = false;
        boolean objects = false;
        for (SharedSlice slice : slices) {
            objects |= slice.holdsObjects();
            integers |= slice.holdsIntegers();
            longs |= !slice.holdsObjects() && !slice.holdsIntegers() && slice.size() > 0;
        }
        if (objects || (longs && integers)) {
            return KeyFormat.observed();
        }
        return KeyFormat.of(integers ? Integer.class : Long.class);
    }

    @Override
    public String name() {
        return SliceStore.TABLE;
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public long rowCount() {
        long count = 0;
        for (SharedSlice slice : slices) {
            count += slice.size();
        }
        return count;
    }

    @Override
    public Changes changes() {
        return changes;
    }

    @Override
    public StateTable rowsOf(Changes since) {
        return new SlicesTable(maxParallelism, slices, accumulators, version, (SliceChanges) since, true);
    }

    @Override
    public Map<String, String> metadata() {
        return onlyChanges
                ? Collections.singletonMap(
                        AvroTableReader.DROPPED_SLICES,
                        changes.dropped().stream().map(String::valueOf).collect(Collectors.joining(",")))
                : Collections.emptyMap();
    }

    @Override
    public Schema schema() {
        Schema known = schema;
        if (known == null) {
            slices.forEach(this::observe);
            Schema accumulator = accumulators == null ? Schema.create(Schema.Type.LONG) : accumulators.schema();
            known = schemaOf(keys().schema(), accumulator);
            schema = known;
        }
        return known;
    }

    static Schema schemaOf(Schema key, Schema accumulator) {
        List<Schema.Field> fields = List.of(
                new Schema.Field(SLICE_END, Schema.create(Schema.Type.LONG)),
                new Schema.Field(KeyedTable.KEY_GROUP, Schema.create(Schema.Type.INT)),
                new Schema.Field(KeyedTable.KEY, key),
                new Schema.Field(ACCUMULATOR, accumulator));
        return Schema.createRecord("SliceRow", null, null, false, fields);
    }

    /** The next slot of a slice whose row is to be written, or -1. */
    private int next(SharedSlice slice, int slot) {
        return onlyChanges ? slice.next(changes.slots().getOrDefault(slice.end(), UNCHANGED), slot) : slice.next(slot);
    }

    private void observe(SharedSlice slice) {
        for (int slot = next(slice, 0); slot >= 0; slot = next(slice, slot + 1)) {
            keys().observe(slice.keyAt(slot));
            Object accumulator = accumulators == null ? null : slice.objects()[slot];
            if (accumulators != null && accumulator != null) {
                accumulators.observe(accumulator);
            }
        }
    }

    @Override
    public void writeTo(RowWriter rows) throws IOException {
        schema();
        for (SharedSlice slice : slices) {
            for (int slot = next(slice, 0); slot >= 0; slot = next(slice, slot + 1)) {
                writeRow(slice, slot, rows);
            }
        }
    }

    private void writeRow(SharedSlice slice, int slot, RowWriter rows) throws IOException {
        Encoder out = rows.beginRow();
        Object key = slice.keyAt(slot);
        out.writeLong(slice.end());
        out.writeInt(KeyGroups.keyGroupOf(KeyHash.of(key), maxParallelism));
        keys().write(key, out);
        if (accumulators == null) {
            out.writeLong(slice.longs()[slot]);
        } else {
            accumulators.write(slice.objects()[slot], out);
        }
        rows.endRow();
    }
}
