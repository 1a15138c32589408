/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import org.jspecify.annotations.Nullable;

/** Values with a time to live: what has expired is removed when it is met. */
final class ExpiringCells<T> implements Cells<T> {
    private final ObjectColumn<Stamped> column;
    private final Expiry expiry;

    ExpiringCells(ObjectColumn<Stamped> column, Expiry expiry) {
        this.column = column;
        this.expiry = expiry;
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable T get(int slot) {
        Stamped stamped = column.get(slot);
        if (stamped == null) {
            return null;
        }
        T value = (T) stamped.value();
        if (expiry.hasExpired(stamped)) {
            column.clear(slot);
            return expiry.returnsExpired() ? value : null;
        }
        if (expiry.refreshesOnRead()) {
            column.set(slot, expiry.stamp(value));
        }
        return value;
    }

    @Override
    public void set(int slot, T value) {
        column.set(slot, expiry.stamp(value));
    }

    @Override
    public void clear(int slot) {
        column.clear(slot);
    }
}
