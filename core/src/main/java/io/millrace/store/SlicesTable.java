/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.snapshot.RowWriter;
import io.millrace.snapshot.StateTable;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** The rows of a slice store at the moment of a snapshot: one for each key of each slice. */
final class SlicesTable implements StateTable {
    static final String SLICE_END = "sliceEnd";
    static final String ACCUMULATOR = "accumulator";

    private final int maxParallelism;
    private final List<SharedSlice> slices;
    private final @Nullable CellFormat accumulators;
    private final KeyFormat keys;
    private @Nullable Schema schema;

    /**
     * @param accumulators null for longs
     */
    SlicesTable(int maxParallelism, List<SharedSlice> slices, @Nullable CellFormat accumulators) {
        this.maxParallelism = maxParallelism;
        this.slices = List.copyOf(slices);
        this.accumulators = accumulators;
        this.keys = keyFormat(slices);
    }

    private static KeyFormat keyFormat(List<SharedSlice> slices) {
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
    public Schema schema() {
        Schema known = schema;
        if (known == null) {
            slices.forEach(this::observe);
            Schema accumulator = accumulators == null ? Schema.create(Schema.Type.LONG) : accumulators.schema();
            known = schemaOf(keys.schema(), accumulator);
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

    private void observe(SharedSlice slice) {
        for (int slot = 0; slot < slice.size(); slot++) {
            keys.observe(slice.keyAt(slot));
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
            for (int slot = 0; slot < slice.size(); slot++) {
                writeRow(slice, slot, rows);
            }
        }
    }

    private void writeRow(SharedSlice slice, int slot, RowWriter rows) throws IOException {
        Encoder out = rows.beginRow();
        Object key = slice.keyAt(slot);
        out.writeLong(slice.end());
        out.writeInt(KeyGroups.keyGroupOf(KeyHash.of(key), maxParallelism));
        keys.write(key, out);
        if (accumulators == null) {
            out.writeLong(slice.longs()[slot]);
        } else {
            accumulators.write(slice.objects()[slot], out);
        }
        rows.endRow();
    }
}
