/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.function.AggregateFunction;
import io.millrace.state.AggregatingState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An {@link AggregatingState} of the store's current key. */
final class StoredAggregatingState<I, A, O> implements AggregatingState<I, O>, MergeableState {
    private final KeyedStore store;
    private final Cells<A> cells;
    private final AggregateFunction<I, A, O> function;

    StoredAggregatingState(KeyedStore store, Cells<A> cells, AggregateFunction<I, A, O> function) {
        this.store = store;
        this.cells = cells;
        this.function = function;
    }

    @Override
    public @Nullable O get() {
        A accumulator = cells.get(store.requireSlot());
        return accumulator == null ? null : function.getResult(accumulator);
    }

    @Override
    public void add(I value) {
        Objects.requireNonNull(value, "An aggregating state takes no null");
        int slot = store.requireSlot();
        A accumulator = cells.get(slot);
        cells.set(slot, function.add(value, accumulator == null ? function.createAccumulator() : accumulator));
    }

    @Override
    public void merge(int target, int source) {
        A merged = cells.get(source);
        if (merged != null) {
            cells.clear(source);
            A accumulator = cells.get(target);
            cells.set(target, accumulator == null ? merged : function.merge(accumulator, merged));
        }
    }

    @Override
    public void clear() {
        cells.clear(store.requireSlot());
    }
}
