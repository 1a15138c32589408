/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.data.ColumnBatch;
import io.millrace.data.ContainerType;
import io.millrace.store.KeyedStore;
import io.millrace.store.ObjectColumn;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;

/** Lets an aggregate see each value once: keeps every value with how often it is there. */
final class DistinctAggregator extends WrappingAggregator {
    private final DistinctKeys keys;
    private final Type type;
    private ObjectColumn<HashMap<Object, Long>> counts = Unopened.objects();

    /** @param inner takes its arguments from the columns 0, 1 and so on */
    DistinctAggregator(Aggregator inner, DistinctKeys keys) {
        super(inner);
        this.keys = keys;
        this.type = ContainerType.of(HashMap.class, keys.type(), Long.class);
    }

    @Override
    public void open(KeyedStore store, String name) {
        counts = store.objectColumn(name + ".distinct", type);
        inner.open(store, name);
    }

    private void change(int slot, Object key, long by) {
        HashMap<Object, Long> known = counts.get(slot);
        if (known == null) {
            known = new HashMap<>();
            counts.set(slot, known);
        }
        Long before = known.get(key);
        if (before == null && by <= 0) {
            return; // it came before the query had this aggregate
        }
        long after = (before == null ? 0 : before) + by;
        if (after <= 0) {
            known.remove(key);
            inner.retract(slot, keys.row(key), 0);
        } else {
            known.put(key, after);
            if (before == null) {
                inner.add(slot, keys.row(key), 0);
            }
        }
    }

    @Override
    public void add(int slot, ColumnBatch batch, int position) {
        Object key = keys.key(batch, position);
        if (key != null) {
            change(slot, key, 1);
        }
    }

    @Override
    public void retract(int slot, ColumnBatch batch, int position) {
        Object key = keys.key(batch, position);
        if (key != null) {
            change(slot, key, -1);
        }
    }

    @Override
    public void merge(int slot, int other) {
        HashMap<Object, Long> added = counts.get(other);
        if (added != null) {
            added.forEach((key, count) -> change(slot, key, count));
        }
    }

    @Override
    @SuppressWarnings("unchecked") // as DistinctValues sends them
    public void addAccumulator(int slot, ColumnBatch batch, int first, int position) {
        ((Map<Object, Long>) ((Object[]) batch.columns[first])[position]).forEach((key, by) -> change(slot, key, by));
    }

    @Override
    public void clear(int slot) {
        counts.clear(slot);
        inner.clear(slot);
    }
}
