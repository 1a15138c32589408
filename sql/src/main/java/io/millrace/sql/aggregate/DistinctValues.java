/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.data.ColumnBatch;
import io.millrace.data.ContainerType;
import io.millrace.sql.column.BatchBuilder;
import io.millrace.sql.column.ColumnBuilder;
import io.millrace.store.KeyedStore;
import io.millrace.store.ObjectColumn;
import java.util.LinkedHashMap;

/**
 * A distinct aggregate in the first of two phases: gathers the values of some rows, each once, with how often more or less it is there now. Of these the aggregate is made where all values of the group
 * are known.
 */
final class DistinctValues implements Aggregator {
    private final DistinctKeys keys;
    private ObjectColumn<LinkedHashMap<Object, Long>> changes = Unopened.objects();

    DistinctValues(DistinctKeys keys) {
        this.keys = keys;
    }

    @Override
    public void open(KeyedStore store, String name) {
        changes =
                store.objectColumn(name + ".distinct", ContainerType.of(LinkedHashMap.class, keys.type(), Long.class));
    }

    private void change(int slot, ColumnBatch batch, int position, long by) {
        Object key = keys.key(batch, position);
        if (key == null) {
            return;
        }
        LinkedHashMap<Object, Long> known = changes.get(slot);
        if (known == null) {
            known = new LinkedHashMap<>();
            changes.set(slot, known);
        }
        known.merge(key, by, (before, more) -> before + more == 0 ? null : Long.valueOf(before + more));
    }

    @Override
    public void add(int slot, ColumnBatch batch, int position) {
        change(slot, batch, position, 1);
    }

    @Override
    public void retract(int slot, ColumnBatch batch, int position) {
        change(slot, batch, position, -1);
    }

    @Override
    public void emitAccumulator(int slot, BatchBuilder out, int first) {
        LinkedHashMap<Object, Long> known = changes.get(slot);
        out.column(first).append(known == null ? new LinkedHashMap<>() : known);
    }

    @Override
    public void merge(int slot, int other) {
        throw new IllegalStateException("Values are merged where all of a group are known");
    }

    @Override
    public void emit(int slot, ColumnBuilder out) {
        throw new IllegalStateException("The values of some rows say nothing of the group");
    }

    @Override
    public void clear(int slot) {
        changes.clear(slot);
    }
}
