/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table.functions;

import io.millrace.function.Collector;
import org.jspecify.annotations.Nullable;

/**
 * A function from the rows of a key to rows that change with them, such as the two best. Beside the methods below, a class of it has public ones that are found by their
 * names, as {@link AggregateFunction} has:
 *
 * <ul>
 *   <li>{@code accumulate(ACC accumulator, ...)} takes in a row. It is called with the columns that the call names, and there may be several.
 *   <li>{@code retract(ACC accumulator, ...)} takes back a row that was taken in before. Needed where rows change.
 * </ul>
 *
 * Each of these either changes the accumulator and returns nothing, or returns the accumulator that takes its place, which may be a record. What the key has come to is
 * told by one of {@link #emitValue} and {@link #emitUpdateWithRetract}.
 *
 * <pre>{@code
 * public static class Top2 extends TableAggregateFunction<Top2.Place, Top2.Best> {
 *     public record Best(Integer first, Integer second) {}
 *
 *     public record Place(int value, int place) {}
 *
 *     public Best createAccumulator() {
 *         return new Best(null, null);
 *     }
 *
 *     public Best accumulate(Best best, int value) {
 *         if (best.first() == null || value > best.first()) {
 *             return new Best(value, best.first());
 *         }
 *         return best.second() == null || value > best.second() ? new Best(best.first(), value) : best;
 *     }
 *
 *     public void emitValue(Best best, Collector<Place> out) {
 *         if (best.first() != null) {
 *             out.collect(new Place(best.first(), 1));
 *         }
 *         if (best.second() != null) {
 *             out.collect(new Place(best.second(), 2));
 *         }
 *     }
 * }
 * }</pre>
 *
 * <pre>{@code
 * SELECT * FROM top2(TABLE bids PARTITION BY item, DESCRIPTOR(price))
 * }</pre>
 *
 * Accumulators are state: they are kept and restored as values of their class, like those of any keyed state.
 *
 * @param <T> a row: a record, whose components are the columns, or a single value, which is the only one
 * @param <ACC> what it remembers: a record, a class with an empty constructor, a collection, or a single value
 */
public abstract class TableAggregateFunction<T extends @Nullable Object, ACC> extends UserDefinedFunction {
    /** Takes rows, and takes back what it took. */
    public interface RetractableCollector<T extends @Nullable Object> extends Collector<T> {
        /** Takes back a row that is equal to one that was collected before. */
        void retract(T row);
    }

    /** Returns an accumulator that has taken in nothing. */
    public abstract ACC createAccumulator();

    /**
     * Gives all rows of what an accumulator has taken in. The accumulator stays as it is, and gives the same rows when it is asked again. What has come and gone since the
     * row before is found out by comparison.
     */
    public void emitValue(ACC accumulator, Collector<T> out) {
        throw new UnsupportedOperationException("emitValue");
    }

    /**
     * Gives the rows that have come, and takes back those that have gone, since it was called before. Overridden instead of {@link #emitValue} where there are many rows, of
     * which few change; the accumulator remembers what was given.
     */
    public void emitUpdateWithRetract(ACC accumulator, RetractableCollector<T> out) {
        throw new UnsupportedOperationException("emitUpdateWithRetract");
    }
}
