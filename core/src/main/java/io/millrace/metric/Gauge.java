/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.metric;

/** A value that is asked for when somebody looks, on any thread; it must be quick, and free of side effects. */
@FunctionalInterface
public interface Gauge<T> extends Metric {
    T getValue();
}
