/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint.processor;

import io.millrace.stream.SingleOutputStreamOperator;

/**
 * What becomes the state of an operator of a savepoint.
 *
 * @param operator comes to that state by reading bounded streams. For it no time passes: timers stay, and windows stay
 *     open. What it emits goes nowhere
 */
public record StateBootstrapTransformation(SingleOutputStreamOperator<?> operator) {
    /**
     * The state that an operator of a job would have had it seen these records, of whatever kind it is: a window, a
     * process function, an interval join.
     *
     * <pre>{@code
     * StateBootstrapTransformation.of(
     *     history.keyBy(Flight::airport).window(days).aggregate(Aggregates.count()))
     * }</pre>
     */
    public static StateBootstrapTransformation of(SingleOutputStreamOperator<?> operator) {
        return new StateBootstrapTransformation(operator);
    }
}
