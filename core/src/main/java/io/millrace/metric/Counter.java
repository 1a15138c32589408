/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.metric;

/** A number of things. The metrics of a job show the sum over all subtasks. */
public interface Counter extends Metric {
    /** Adds {@code by}, which may be negative. */
    void inc(long by);

    default void inc() {
        inc(1);
    }

    default void dec() {
        inc(-1);
    }

    default void dec(long by) {
        inc(-by);
    }

    long getCount();
}
