/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.operator.OperatorContext;
import io.millrace.store.KeyedStore;
import io.millrace.store.LongColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The time to live of the rows that a join keeps: each is forgotten when that of its side has passed by the clock since the row came, however many others of its key
 * come. What has expired is never seen again, even where its timer has not fired yet. A key knows when the next of its rows expires.
 */
final class JoinExpiry {
    private final List<JoinRows> sides;
    private @Nullable KeyedStore store;
    private @Nullable OperatorContext context;
    private @Nullable LongColumn next;

    JoinExpiry(List<JoinRows> sides) {
        this.sides = List.copyOf(sides);
    }

    void open(KeyedStore newStore, OperatorContext newContext) {
        store = newStore;
        context = newContext;
        next = sides.stream().anyMatch(JoinRows::expires) ? newStore.longColumn("expires") : null;
    }

    /** Forgets the rows of a key that have expired: to be called before they are looked at. */
    void beforeUse(int slot) {
        LongColumn column = next;
        if (column == null || !column.has(slot) || now() < column.get(slot)) {
            return;
        }
        long now = now();
        long end = Long.MAX_VALUE;
        for (JoinRows side : sides) {
            end = Math.min(end, side.forgetExpired(slot, now));
        }
        if (end == Long.MAX_VALUE) {
            column.clear(slot);
        } else {
            expect(column, slot, end);
        }
    }

    /** Says that a row of a key was kept now. */
    void kept(int slot, JoinRows side) {
        LongColumn column = next;
        if (column == null || !side.expires()) {
            return;
        }
        long end = side.endOfRowsOf(now());
        if (!column.has(slot) || end < column.get(slot)) {
            expect(column, slot, end);
        }
    }

    /** A timer of a key is due. */
    void onTimer(int slot) {
        beforeUse(slot);
    }

    private void expect(LongColumn column, int slot, long end) {
        column.set(slot, end);
        opened(store).processingTimers().register(slot, end);
    }

    /** Returns the time at which a row is kept now; only asked for where rows expire. */
    long now() {
        return opened(context).processingTime();
    }

    private static <T> T opened(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("The state is not open");
        }
        return value;
    }
}
