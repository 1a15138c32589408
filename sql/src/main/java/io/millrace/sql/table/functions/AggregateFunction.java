/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table.functions;

import org.jspecify.annotations.Nullable;

/**
 * A function from the rows of a group, or of a window, to a value. Beside the methods below, a class of it has public ones that are found by their names:
 *
 * <ul>
 *   <li>{@code accumulate(ACC accumulator, ...)} takes in a row. It is called with the arguments that SQL gives, and there may be several.
 *   <li>{@code retract(ACC accumulator, ...)} takes back a row that was taken in before. Needed where rows change, and where they leave the frame of an OVER.
 *   <li>{@code merge(ACC accumulator, Iterable<ACC> others)} takes in all that others have taken in, which it leaves as they are. Needed in windows.
 * </ul>
 *
 * Each of these either changes the accumulator and returns nothing, or returns the accumulator that takes its place, which may be a record.
 *
 * <pre>{@code
 * public static class Longest extends AggregateFunction<String, Longest.Best> {
 *     public record Best(String text) {}
 *
 *     public Best createAccumulator() {
 *         return new Best(null);
 *     }
 *
 *     public Best accumulate(Best best, String text) {
 *         return text == null || (best.text() != null && best.text().length() >= text.length()) ? best : new Best(text);
 *     }
 *
 *     public String getValue(Best best) {
 *         return best.text();
 *     }
 * }
 * }</pre>
 *
 * Accumulators are state: they are kept and restored as values of their class, like those of any keyed state.
 *
 * @param <T> the value
 * @param <ACC> what it remembers: a record, a class with an empty constructor, a collection, or a single value
 */
public abstract class AggregateFunction<T extends @Nullable Object, ACC> extends UserDefinedFunction {
    /** Returns an accumulator that has taken in nothing. */
    public abstract ACC createAccumulator();

    /** Returns the value of what an accumulator has taken in, which may be nothing. The accumulator stays as it is, and goes on. */
    public abstract T getValue(ACC accumulator);
}
