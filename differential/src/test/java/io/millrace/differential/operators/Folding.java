/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

/**
 * What is computed of a window.
 *
 * @see WindowFolds
 */
enum Folding {
    SUM(true),
    MIN(true),
    MAX(true),
    MIN_BY(true),
    MAX_BY(true),
    LAST_MIN_BY(true),
    REDUCE_MERGE(false),
    REDUCE_CHAIN(true),
    REDUCE_CHAIN_PROCESS(true),
    AGGREGATE(false),
    AGGREGATE_PROCESS(false),
    AGGREGATE_APPLY(false),
    AGGREGATE_WITHOUT_MERGE(false),
    BUILT_IN_SUM(false),
    APPLY(false),
    PROCESS(false),
    PROCESS_IN_ORDER(true),
    COUNTING(false);

    private final boolean inOrder;

    Folding(boolean inOrder) {
        this.inOrder = inOrder;
    }

    /**
     * Returns whether Flink changes an element in place, which shows where that is also kept elsewhere: in another window,
     * by an evictor, or by a trigger that compares elements.
     */
    boolean changesElements() {
        return this == MIN || this == MAX;
    }

    /** Returns whether the result depends on the order in which the elements came. */
    boolean inOrder() {
        return inOrder;
    }
}
