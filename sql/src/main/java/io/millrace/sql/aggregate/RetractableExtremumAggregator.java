/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.data.ColumnBatch;
import io.millrace.data.ContainerType;
import io.millrace.sql.column.ColumnBuilder;
import io.millrace.store.KeyedStore;
import io.millrace.store.ObjectColumn;
import java.lang.reflect.Type;
import java.util.TreeMap;

/** MIN and MAX of rows that may be taken back: keeps every value with how often it is there. */
final class RetractableExtremumAggregator implements Aggregator {
    private final int argument;
    private final Type type;
    private final boolean greatest;
    private ObjectColumn<TreeMap<Object, Long>> values = Unopened.objects();

    /** @param type of the argument */
    RetractableExtremumAggregator(int argument, Type type, boolean greatest) {
        this.argument = argument;
        this.type = ContainerType.of(TreeMap.class, type, Long.class);
        this.greatest = greatest;
    }

    @Override
    public void open(KeyedStore store, String name) {
        values = store.objectColumn(name + ".values", type);
    }

    private void change(int slot, Object value, long change) {
        TreeMap<Object, Long> known = values.get(slot);
        if (known == null) {
            known = new TreeMap<>();
            values.set(slot, known);
        }
        if (change < 0 && !known.containsKey(value)) {
            return; // it came before the query had this aggregate
        }
        known.merge(value, change, (before, by) -> before + by == 0 ? null : Long.valueOf(before + by));
    }

    @Override
    public void add(int slot, ColumnBatch batch, int position) {
        Object value = batch.value(argument, position);
        if (value != null) {
            change(slot, value, 1);
        }
    }

    @Override
    public void retract(int slot, ColumnBatch batch, int position) {
        Object value = batch.value(argument, position);
        if (value != null) {
            change(slot, value, -1);
        }
    }

    @Override
    public void merge(int slot, int other) {
        TreeMap<Object, Long> added = values.get(other);
        if (added != null) {
            added.forEach((value, count) -> change(slot, value, count));
        }
    }

    @Override
    public void emit(int slot, ColumnBuilder out) {
        TreeMap<Object, Long> known = values.get(slot);
        if (known == null || known.isEmpty()) {
            out.appendNull();
            return;
        }
        out.append(greatest ? known.lastKey() : known.firstKey());
    }

    @Override
    public void clear(int slot) {
        values.clear(slot);
    }
}
