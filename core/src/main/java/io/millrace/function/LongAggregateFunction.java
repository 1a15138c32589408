/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.function;

/**
 * An aggregate whose accumulator is one {@code long}, kept without boxing: counts, sums, extremes. Where an engine knows
 * nothing of it, it works as the plain {@link AggregateFunction} that it is.
 */
public interface LongAggregateFunction<I, O> extends AggregateFunction<I, Long, O> {
    long create();

    long addTo(I value, long accumulator);

    long mergeLongs(long a, long b);

    O result(long accumulator);

    /**
     * Whether {@link #subtractLongs} undoes {@link #mergeLongs} exactly, as it does for counts and sums. Sliding windows
     * are then moved by adding what came and subtracting what went.
     */
    default boolean isInvertible() {
        return false;
    }

    /**
     * Takes a part out of an accumulator that it was merged into, so that for all accumulators {@code a} and {@code b},
     * {@code subtractLongs(mergeLongs(a, b), a) == b} and {@code subtractLongs(mergeLongs(a, b), b) == a}.
     *
     * @throws UnsupportedOperationException where {@link #isInvertible} is false
     */
    default long subtractLongs(long accumulator, long part) {
        throw new UnsupportedOperationException(getClass().getName()
                + " cannot subtract accumulators: let isInvertible() return false, or implement subtractLongs");
    }

    @Override
    default Long createAccumulator() {
        return create();
    }

    @Override
    default Long add(I value, Long accumulator) {
        return addTo(value, accumulator);
    }

    @Override
    default O getResult(Long accumulator) {
        return result(accumulator);
    }

    @Override
    default Long merge(Long a, Long b) {
        return mergeLongs(a, b);
    }
}
