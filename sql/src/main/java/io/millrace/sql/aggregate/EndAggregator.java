/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.data.ColumnBatch;
import io.millrace.sql.column.ColumnBuilder;
import io.millrace.store.KeyedStore;
import io.millrace.store.ObjectColumn;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** FIRST_VALUE and LAST_VALUE of rows that are never taken back: of those in which the value is not null. */
final class EndAggregator implements Aggregator {
    private final int argument;
    private final Type type;
    private final boolean last;
    private ObjectColumn<Object> value = Unopened.objects();

    /** @param type of the argument */
    EndAggregator(int argument, Type type, boolean last) {
        this.argument = argument;
        this.type = type;
        this.last = last;
    }

    @Override
    public void open(KeyedStore store, String name) {
        value = store.objectColumn(name + ".value", type);
    }

    private void add(int slot, @Nullable Object added) {
        if (added != null && (last || !value.has(slot))) {
            value.set(slot, added);
        }
    }

    @Override
    public void add(int slot, ColumnBatch batch, int position) {
        add(slot, batch.value(argument, position));
    }

    @Override
    public void retract(int slot, ColumnBatch batch, int position) {
        throw new IllegalStateException("A row was taken back, where it was planned that none would be");
    }

    @Override
    public void merge(int slot, int other) {
        add(slot, value.get(other));
    }

    @Override
    public void emit(int slot, ColumnBuilder out) {
        out.append(value.get(slot));
    }

    @Override
    public void clear(int slot) {
        value.clear(slot);
    }
}
