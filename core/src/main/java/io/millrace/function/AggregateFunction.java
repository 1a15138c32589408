/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.function;

/**
 * Folds elements into an accumulator and an accumulator into a result. {@link #add} may change the accumulator in place
 * and return it.
 */
public interface AggregateFunction<I, A, O> extends Function {
    A createAccumulator();

    A add(I value, A accumulator);

    O getResult(A accumulator);

    /**
     * Merges two accumulators; either may be changed and returned. Session windows need it, and sliding windows run
     * faster with it.
     */
    default A merge(A a, A b) {
        throw new UnsupportedOperationException(
                getClass().getName()
                        + " does not implement merge(a, b), which session windows need. Implement it to combine two accumulators.");
    }
}
