/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import io.millrace.function.AggregateFunction;

/** Folds flights into statistics of their delays, one by one, so that no window holds flights. */
final class DelayAggregate implements AggregateFunction<Flight, DelayStatistics, DelayStatistics> {
    private static final long serialVersionUID = 1L;

    @Override
    public DelayStatistics createAccumulator() {
        return DelayStatistics.NONE;
    }

    @Override
    public DelayStatistics add(Flight flight, DelayStatistics statistics) {
        return statistics.plus(flight.delay());
    }

    @Override
    public DelayStatistics getResult(DelayStatistics statistics) {
        return statistics;
    }

    @Override
    public DelayStatistics merge(DelayStatistics a, DelayStatistics b) {
        return a.plus(b);
    }
}
