/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.RowType;
import io.millrace.snapshot.IncrementalTable;
import io.millrace.snapshot.RowWriter;
import io.millrace.snapshot.StateTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a store at the moment of a snapshot: one for each key that has state or timers. Where only changes are
 * written, keys that have nothing any more are rows that say so, behind all others.
 */
final class KeyedTable implements IncrementalTable {
    static final String KEY_GROUP = KeyGroups.FIELD;
    static final String KEY = "key";

    /** Whether the key has nothing any more; a field of tables of changes. */
    static final String DELETED = "deleted";

    /** Names of fields that no state has. */
    static final List<String> RESERVED =
            List.of(KEY_GROUP, KEY, DELETED, KeyedStore.EVENT_TIMERS, KeyedStore.PROCESSING_TIMERS);

    private final int maxParallelism;
    private final SharedKeys keys;
    private final @Nullable SharedRows cold;
    private final List<SharedState> states;
    private final long version;
    private final KeyedChanges changes;
    private final boolean onlyChanges;
    private @Nullable KeyFormat keyFormat;
    private @Nullable Schema schema;

    /**
     * @param cold the keys without slots; null where there never are any
     */
    KeyedTable(
            int maxParallelism,
            SharedKeys keys,
            @Nullable SharedRows cold,
            List<SharedState> states,
            long version,
            KeyedChanges changes) {
        this(maxParallelism, keys, cold, states, version, changes, false);
    }

    private KeyedTable(
            int maxParallelism,
            SharedKeys keys,
            @Nullable SharedRows cold,
            List<SharedState> states,
            long version,
            KeyedChanges changes,
            boolean onlyChanges) {
        this.maxParallelism = maxParallelism;
        this.keys = keys;
        this.cold = cold;
        this.states = List.copyOf(states);
        this.version = version;
        this.changes = changes;
        this.onlyChanges = onlyChanges;
    }

    @Override
    public String name() {
        return KeyedStore.TABLE;
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public long rowCount() {
        return keys.size() + (cold == null ? 0 : cold.size());
    }

    @Override
    public Changes changes() {
        return changes;
    }

    @Override
    public StateTable rowsOf(Changes since) {
        return new KeyedTable(maxParallelism, keys, cold, states, version, (KeyedChanges) since, true);
    }

    @Override
    public Schema schema() {
        Schema known = schema;
        if (known == null) {
            try {
                known = define(observe());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            schema = known;
        }
        return known;
    }

    @Override
    public void writeTo(RowWriter rows) throws IOException {
        schema();
        for (int slot = next(0); slot >= 0; slot = next(slot + 1)) {
            if (keys.isPresent(slot)) {
                writeRow(keys.keyOf(slot), slot, rows);
            }
        }
        forEachCold((key, cells) -> writeColdRow(key, cells, rows));
        if (onlyChanges) {
            for (Object key : emptied()) {
                writeColdRow(key, null, rows);
            }
        }
    }

    /** The next slot that may have a row to write, or -1. */
    private int next(int slot) {
        int next = slot;
        if (onlyChanges) {
            next = changes.slots().next(slot);
        } else if (cold != null) {
            next = cold.unwritten().next(slot); // the others are as their rows are, and come with these
        }
        return next < keys.slotCount() ? next : -1;
    }

    private void forEachCold(SharedRows.Visitor visitor) throws IOException {
        ColdChanges changed = changes.cold();
        if (cold == null) {
            return;
        }
        Set<Object> inMemory = new HashSet<>();
        for (int slot = next(0); slot >= 0; slot = next(slot + 1)) {
            if (keys.isLive(slot)) {
                inMemory.add(keys.keyOf(slot));
            }
        }
        if (!onlyChanges) {
            cold.forEach(inMemory, visitor);
        } else if (changed != null) {
            cold.forEachChanged(changed, inMemory, visitor);
        }
    }

    /** The keys that may have had something once and have nothing now; those of cold rows say so themselves. */
    private List<Object> emptied() {
        List<Object> emptied = new ArrayList<>(changes.gone());
        for (int slot = next(0); slot >= 0; slot = next(slot + 1)) {
            if (keys.isLive(slot) && !keys.isPresent(slot)) {
                emptied.add(keys.keyOf(slot));
            }
        }
        return emptied;
    }

    private void writeRow(Object key, int slot, RowWriter rows) throws IOException {
        Encoder out = beginRow(key, false, rows);
        for (SharedState state : states) {
            state.write(slot, out);
        }
        rows.endRow();
    }

    /**
     * @param cells by the number of the state; null where the key has nothing
     */
    private void writeColdRow(Object key, @Nullable Object @Nullable [] cells, RowWriter rows) throws IOException {
        Encoder out = beginRow(key, cells == null, rows);
        for (SharedState state : states) {
            state.writeCell(cellOf(state, cells), out);
        }
        rows.endRow();
    }

    private Encoder beginRow(Object key, boolean deleted, RowWriter rows) throws IOException {
        Encoder out = rows.beginRow();
        out.writeInt(KeyGroups.keyGroupOf(KeyHash.of(key), maxParallelism));
        keyFormat().write(key, out);
        if (onlyChanges) {
            out.writeBoolean(deleted);
        }
        return out;
    }

    private static @Nullable Object cellOf(SharedState state, @Nullable Object @Nullable [] cells) {
        return cells == null || state.number() < 0 ? null : cells[state.number()];
    }

    private KeyFormat observe() throws IOException {
        KeyFormat format = keyFormat();
        for (int slot = next(0); slot >= 0; slot = next(slot + 1)) {
            if (keys.isPresent(slot)) {
                format.observe(keys.keyOf(slot));
                for (SharedState state : states) {
                    state.observe(slot);
                }
            }
        }
        if (cold != null) {
            observe(cold, format);
        }
        if (onlyChanges) {
            emptied().forEach(format::observe);
        }
        return format;
    }

    private void observe(SharedRows rows, KeyFormat format) throws IOException {
        List<Object> samples = format.learns() ? rows.keySamples() : List.of();
        boolean learns = states.stream().anyMatch(SharedState::learns);
        if (samples != null) {
            samples.forEach(format::observe);
        }
        if (samples == null || learns) {
            forEachCold((key, cells) -> {
                format.observe(key);
                for (SharedState state : states) {
                    Object cell = cellOf(state, cells);
                    if (cell != null) {
                        state.observeCell(cell);
                    }
                }
            });
        }
    }

    private Schema define(KeyFormat format) {
        List<Schema.Field> fields = new ArrayList<>();
        fields.add(new Schema.Field(KEY_GROUP, Schema.create(Schema.Type.INT)));
        fields.add(new Schema.Field(KEY, format.schema()));
        if (onlyChanges) {
            fields.add(new Schema.Field(DELETED, Schema.create(Schema.Type.BOOLEAN)));
        }
        for (SharedState state : states) {
            fields.add(state.field());
        }
        return Schema.createRecord("KeyedRow", null, null, false, fields);
    }

    private KeyFormat keyFormat() {
        KeyFormat known = keyFormat;
        if (known == null) {
            known = newKeyFormat();
            keyFormat = known;
        }
        return known;
    }

    private KeyFormat newKeyFormat() {
        RowType columns = keys.columns();
        if (columns != null) {
            return KeyFormat.of(columns);
        }
        return keys.objectKeys() != null || keys.rowKeys() != null
                ? KeyFormat.observed()
                : KeyFormat.of(keys.holdsIntegers() ? Integer.class : Long.class);
    }
}
