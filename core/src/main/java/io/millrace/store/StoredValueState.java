/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.state.ValueState;
import org.jspecify.annotations.Nullable;

/** A {@link ValueState} of the store's current key. */
final class StoredValueState<T> implements ValueState<T> {
    private final KeyedStore store;
    private final Cells<T> cells;

    StoredValueState(KeyedStore store, Cells<T> cells) {
        this.store = store;
        this.cells = cells;
    }

    @Override
    public @Nullable T value() {
        return cells.get(store.requireSlot());
    }

    @Override
    public void update(@Nullable T value) {
        int slot = store.requireSlot();
        if (value == null) {
            cells.clear(slot);
        } else {
            cells.set(slot, value);
        }
    }

    @Override
    public void clear() {
        cells.clear(store.requireSlot());
    }
}
