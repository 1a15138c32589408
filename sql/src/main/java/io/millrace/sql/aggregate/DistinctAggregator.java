/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.data.ColumnBatch;
import io.millrace.data.ContainerType;
import io.millrace.data.RowData;
import io.millrace.sql.column.ColumnBuilder;
import io.millrace.sql.column.ColumnLayout;
import io.millrace.sql.table.functions.FunctionContext;
import io.millrace.store.KeyedStore;
import io.millrace.store.ObjectColumn;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lets an aggregate see each value once: keeps every value with how often it is there. */
final class DistinctAggregator implements Aggregator {
    private final Aggregator inner;
    private final int[] arguments;
    private final List<ColumnLayout> layouts;
    private final Type type;
    private ObjectColumn<HashMap<Object, Long>> counts = Unopened.objects();

    /**
     * @param inner takes its arguments from the columns 0, 1 and so on
     * @param layouts of the arguments
     * @param type of what is told apart
     */
    DistinctAggregator(Aggregator inner, int[] arguments, List<ColumnLayout> layouts, Type type) {
        this.type = ContainerType.of(HashMap.class, type, Long.class);
        this.inner = inner;
        this.arguments = arguments;
        this.layouts = List.copyOf(layouts);
    }

    @Override
    public void open(KeyedStore store, String name) {
        counts = store.objectColumn(name + ".distinct", type);
        inner.open(store, name);
    }

    /** Returns the arguments of a row, or null if one of them is null. */
    @SuppressWarnings("NullAway") // does not see, in class files, that a row's values may be null
    private @Nullable Object key(ColumnBatch batch, int position) {
        if (arguments.length == 1) {
            Object value = batch.value(arguments[0], position);
            return value instanceof byte[] ? RowData.of(value) : value;
        }
        @Nullable Object[] values = new @Nullable Object[arguments.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = batch.value(arguments[i], position);
            if (values[i] == null) {
                return null;
            }
        }
        return RowData.of(values);
    }

    private void change(int slot, Object key, long by) {
        HashMap<Object, Long> known = counts.get(slot);
        if (known == null) {
            known = new HashMap<>();
            counts.set(slot, known);
        }
        Long before = known.get(key);
        if (before == null && by < 0) {
            return; // it came before the query had this aggregate
        }
        long after = (before == null ? 0 : before) + by;
        if (after == 0) {
            known.remove(key);
            inner.retract(slot, row(key), 0);
        } else {
            known.put(key, after);
            if (before == null) {
                inner.add(slot, row(key), 0);
            }
        }
    }

    /** Returns the arguments as a row of their own. */
    private ColumnBatch row(Object key) {
        Object[] columns = new Object[arguments.length];
        for (int i = 0; i < columns.length; i++) {
            Object value = Objects.requireNonNull(key instanceof RowData row ? row.get(i) : key);
            columns[i] = layouts.get(i).newArray(1);
            ColumnLayout.set(columns[i], 0, value);
        }
        return new ColumnBatch(columns, new boolean[columns.length][], new long[1], 1);
    }

    @Override
    public void openFunction(FunctionContext context) {
        inner.openFunction(context);
    }

    @Override
    public void closeFunction() throws Exception {
        inner.closeFunction();
    }

    @Override
    public void add(int slot, ColumnBatch batch, int position) {
        Object key = key(batch, position);
        if (key != null) {
            change(slot, key, 1);
        }
    }

    @Override
    public void retract(int slot, ColumnBatch batch, int position) {
        Object key = key(batch, position);
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
    public void emit(int slot, ColumnBuilder out) {
        inner.emit(slot, out);
    }

    @Override
    public void clear(int slot) {
        counts.clear(slot);
        inner.clear(slot);
    }
}
