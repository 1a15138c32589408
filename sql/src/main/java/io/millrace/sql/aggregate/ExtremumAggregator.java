/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.data.ColumnBatch;
import io.millrace.sql.column.BatchBuilder;
import io.millrace.sql.column.ColumnBuilder;
import io.millrace.store.KeyedStore;
import io.millrace.store.ObjectColumn;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** MIN and MAX of rows that are never taken back. */
final class ExtremumAggregator implements Aggregator {
    private final int argument;
    private final Type type;
    private final int sign;
    private ObjectColumn<Comparable<Object>> best = Unopened.objects();

    /** @param type of the argument */
    ExtremumAggregator(int argument, Type type, boolean greatest) {
        this.argument = argument;
        this.type = type;
        this.sign = greatest ? 1 : -1;
    }

    @Override
    public void open(KeyedStore store, String name) {
        best = store.objectColumn(name + ".value", type);
    }

    private void add(int slot, @Nullable Object value) {
        if (value == null) {
            return;
        }
        Comparable<Object> known = best.get(slot);
        if (known == null || known.compareTo(value) * sign < 0) {
            best.set(slot, Values.comparable(value));
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

    // As of any aggregate, in a loop of its own: the JIT compiles it for these methods alone.
    @Override
    public void tellAll(GroupChanges changes, ColumnBatch batch, ColumnBuilder out) {
        for (int row = 0; row < changes.size(); row++) {
            int slot = changes.slot(row);
            if (changes.tellsBefore(row)) {
                emit(slot, out);
            }
            if (changes.adds(row)) {
                add(slot, batch, changes.position(row));
            }
            if (changes.tellsAfter(row)) {
                emit(slot, out);
            }
        }
    }

    @Override
    public void merge(int slot, int other) {
        add(slot, best.get(other));
    }

    @Override
    public void emit(int slot, ColumnBuilder out) {
        out.append(best.get(slot));
    }

    @Override
    public void emitAccumulator(int slot, BatchBuilder out, int first) {
        emit(slot, out.column(first));
    }

    @Override
    public void addAccumulator(int slot, ColumnBatch batch, int first, int position) {
        add(slot, batch.value(first, position));
    }

    @Override
    public void clear(int slot) {
        best.clear(slot);
    }
}
