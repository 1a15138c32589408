/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.operator.OperatorContext;
import io.millrace.store.KeyedStore;
import io.millrace.store.LongColumn;
import org.jspecify.annotations.Nullable;

/**
 * The time to live of what an operator keeps: a key for which nothing was written so long is forgotten, as in Flink by the clock. What has expired is never seen again,
 * even where its timer has not fired yet.
 */
final class StateExpiry {
    private final long ttlMillis;
    private @Nullable KeyedStore store;
    private @Nullable OperatorContext context;
    private @Nullable LongColumn written;

    /** @param ttlMillis 0 for ever */
    StateExpiry(long ttlMillis) {
        this.ttlMillis = ttlMillis;
    }

    boolean isEnabled() {
        return ttlMillis > 0;
    }

    void open(KeyedStore newStore, OperatorContext newContext) {
        store = newStore;
        context = newContext;
        written = isEnabled() ? newStore.longColumn("written") : null;
    }

    /** Forgets a key that has expired: to be called before its state is looked at. */
    void beforeUse(int slot) {
        if (hasExpired(slot)) {
            forget(slot);
        }
    }

    /** Returns whether a key has expired, so that it has to be forgotten before its state is looked at. */
    boolean hasExpired(int slot) {
        LongColumn column = written;
        return column != null && column.has(slot) && now() - column.get(slot) >= ttlMillis;
    }

    /** Says that the state of a key was written now. */
    void written(int slot) {
        LongColumn column = written;
        if (column == null) {
            return;
        }
        if (!column.has(slot)) {
            opened(store).processingTimers().register(slot, now() + ttlMillis);
        }
        column.set(slot, now());
    }

    /** A timer of a key is due: forgets the key, unless it was written meanwhile. */
    void onTimer(int slot) {
        LongColumn column = written;
        if (column == null || !column.has(slot)) {
            return;
        }
        long end = column.get(slot) + ttlMillis;
        if (now() >= end) {
            forget(slot);
        } else {
            opened(store).processingTimers().register(slot, end);
        }
    }

    /** Forgets all of a key. */
    void forget(int slot) {
        opened(store).clear(slot);
    }

    private long now() {
        return opened(context).processingTime();
    }

    private static <T> T opened(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("The state is not open");
        }
        return value;
    }
}
