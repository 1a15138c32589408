/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.function.ReduceFunction;
import io.millrace.state.ReducingState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A {@link ReducingState} of the store's current key. */
final class StoredReducingState<T> implements ReducingState<T>, MergeableState {
    private final KeyedStore store;
    private final String name;
    private final Cells<T> cells;
    private final ReduceFunction<T> function;

    StoredReducingState(KeyedStore store, String name, Cells<T> cells, ReduceFunction<T> function) {
        this.store = store;
        this.name = name;
        this.cells = cells;
        this.function = function;
    }

    @Override
    public @Nullable T get() {
        return cells.get(store.requireSlot());
    }

    @Override
    public void add(T value) {
        Objects.requireNonNull(value, "A reducing state takes no null");
        int slot = store.requireSlot();
        T before = cells.get(slot);
        cells.set(slot, before == null ? value : reduce(before, value));
    }

    private T reduce(T before, T value) {
        try {
            return function.reduce(before, value);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("The reduce function of state \"" + name + "\" failed: " + e, e);
        }
    }

    @Override
    public void merge(int target, int source) {
        T merged = cells.get(source);
        if (merged != null) {
            cells.clear(source);
            T before = cells.get(target);
            cells.set(target, before == null ? merged : reduce(before, merged));
        }
    }

    @Override
    public void clear() {
        cells.clear(store.requireSlot());
    }
}
