/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.data.ColumnBatch;
import io.millrace.sql.column.BatchBuilder;
import io.millrace.sql.column.ColumnBuilder;
import io.millrace.store.KeyedStore;
import io.millrace.store.ObjectColumn;

/**
 * A distinct aggregate in the first of two phases: gathers the values of some rows, each once, with how often more or less it is there now. Of these the aggregate is made where all values of the group
 * are known.
 *
 * @param <T> what values lie in
 */
abstract class GatheredValues<T> implements Aggregator {
    private ObjectColumn<T> changes = Unopened.objects();

    /** Returns the column that has the values of each group. */
    abstract ObjectColumn<T> column(KeyedStore store, String name);

    /** Returns what has no values yet. */
    abstract T none();

    /** Counts the value of a row, if it has one. */
    abstract void change(int slot, ColumnBatch batch, int position, long by);

    /** Returns what the values of a group are put into. */
    final T of(int slot) {
        T known = changes.get(slot);
        if (known == null) {
            known = none();
            changes.set(slot, known);
        }
        return known;
    }

    @Override
    public final void open(KeyedStore store, String name) {
        changes = column(store, name + ".distinct");
    }

    @Override
    public final void add(int slot, ColumnBatch batch, int position) {
        change(slot, batch, position, 1);
    }

    @Override
    public final void retract(int slot, ColumnBatch batch, int position) {
        change(slot, batch, position, -1);
    }

    @Override
    public final void emitAccumulator(int slot, BatchBuilder out, int first) {
        T known = changes.get(slot);
        out.column(first).append(known == null ? none() : known);
    }

    @Override
    public final void merge(int slot, int other) {
        throw new IllegalStateException("Values are merged where all of a group are known");
    }

    @Override
    public final void emit(int slot, ColumnBuilder out) {
        throw new IllegalStateException("The values of some rows say nothing of the group");
    }

    @Override
    public final void clear(int slot) {
        changes.clear(slot);
    }
}
