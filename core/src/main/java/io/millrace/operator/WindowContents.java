/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.function.AggregateFunction;
import io.millrace.store.ObjectColumn;
import io.millrace.window.TimestampedValue;
import org.jspecify.annotations.Nullable;

/** What windows hold, by slot: what their elements were folded into, or, for an evictor, the elements themselves. */
final class WindowContents {
    private final ObjectColumn<Object> column;
    private final AggregateFunction<Object, Object, Object> fold;
    private final boolean timestamped;

    /**
     * @param timestamped whether elements are kept with their timestamps, instead of being folded
     */
    WindowContents(
            ObjectColumn<Object> column, AggregateFunction<Object, Object, Object> aggregate, boolean timestamped) {
        this.column = column;
        this.fold = timestamped ? WindowAggregation.collecting() : aggregate;
        this.timestamped = timestamped;
    }

    void add(int slot, Object value, long timestamp) {
        Object before = column.get(slot);
        Object element = timestamped ? new TimestampedValue<>(value, timestamp) : value;
        Object after = fold.add(element, before == null ? fold.createAccumulator() : before);
        if (after != before) {
            column.set(slot, after);
        }
    }

    /** Returns what the window holds, or null where that is nothing. */
    @Nullable
    Object get(int slot) {
        return column.get(slot);
    }

    void set(int slot, Object content) {
        column.set(slot, content);
    }

    /** Adds what one window holds to what another does. */
    void merge(int target, int source) {
        Object merged = column.get(source);
        if (merged != null) {
            column.clear(source);
            Object before = column.get(target);
            column.set(target, before == null ? merged : fold.merge(before, merged));
        }
    }

    void clear(int slot) {
        column.clear(slot);
    }
}
