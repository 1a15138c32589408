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
