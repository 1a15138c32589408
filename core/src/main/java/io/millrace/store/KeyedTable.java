/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.snapshot.RowWriter;
import io.millrace.snapshot.StateTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** The rows of a store at the moment of a snapshot: one for each key that has state or timers. */
final class KeyedTable implements StateTable {
    static final String KEY_GROUP = "keyGroup";
    static final String KEY = "key";

    private final int maxParallelism;
    private final SharedKeys keys;
    private final List<SharedState> states;
    private @Nullable KeyFormat keyFormat;
    private @Nullable Schema schema;

    KeyedTable(int maxParallelism, SharedKeys keys, List<SharedState> states) {
        this.maxParallelism = maxParallelism;
        this.keys = keys;
        this.states = List.copyOf(states);
    }

    @Override
    public String name() {
        return KeyedStore.TABLE;
    }

    @Override
    public Schema schema() {
        Schema known = schema;
        if (known == null) {
            known = define(observe());
            schema = known;
        }
        return known;
    }

    @Override
    public void writeTo(RowWriter rows) throws IOException {
        schema();
        for (int slot = 0; slot < keys.slotCount(); slot++) {
            if (keys.isPresent(slot)) {
                writeRow(slot, rows);
            }
        }
    }

    private void writeRow(int slot, RowWriter rows) throws IOException {
        Encoder out = rows.beginRow();
        Object key = keys.keyOf(slot);
        out.writeInt(KeyGroups.keyGroupOf(KeyHash.of(key), maxParallelism));
        keyFormat().write(key, out);
        for (SharedState state : states) {
            state.write(slot, out);
        }
        rows.endRow();
    }

    private KeyFormat observe() {
        KeyFormat format = keyFormat();
        for (int slot = 0; slot < keys.slotCount(); slot++) {
            if (keys.isPresent(slot)) {
                format.observe(keys.keyOf(slot));
                for (SharedState state : states) {
                    state.observe(slot);
                }
            }
        }
        return format;
    }

    private Schema define(KeyFormat format) {
        List<Schema.Field> fields = new ArrayList<>();
        fields.add(new Schema.Field(KEY_GROUP, Schema.create(Schema.Type.INT)));
        fields.add(new Schema.Field(KEY, format.schema()));
        for (SharedState state : states) {
            fields.add(state.field());
        }
        return Schema.createRecord("KeyedRow", null, null, false, fields);
    }

    private KeyFormat keyFormat() {
        KeyFormat known = keyFormat;
        if (known == null) {
            known = keys.objectKeys() != null
                    ? KeyFormat.observed()
                    : KeyFormat.of(keys.holdsIntegers() ? Integer.class : Long.class);
            keyFormat = known;
        }
        return known;
    }
}
