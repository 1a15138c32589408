/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import io.millrace.function.AggregateFunction;

/** Keeps the worst airports of a day. */
final class WorstAggregate implements AggregateFunction<OriginDay, WorstOfDay, WorstOfDay> {
    private static final long serialVersionUID = 1L;

    @Override
    public WorstOfDay createAccumulator() {
        return WorstOfDay.NONE;
    }

    @Override
    public WorstOfDay add(OriginDay row, WorstOfDay worst) {
        return worst.plus(row);
    }

    @Override
    public WorstOfDay getResult(WorstOfDay worst) {
        return worst;
    }

    @Override
    public WorstOfDay merge(WorstOfDay a, WorstOfDay b) {
        return a.plus(b);
    }
}
