/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.metric;

/**
 * Where a function registers what it counts, one for each subtask. A metric's full name is that of the operator, those of
 * the groups, and its own, with dots between. Of two gauges, meters or histograms of one name the later one is shown;
 * counters of one name are one.
 */
public interface MetricGroup {
    /** Returns the counter of that name, made on first use. */
    Counter counter(String name);

    /** Registers a counter of your own. */
    <C extends Counter> C counter(String name, C counter);

    <T, G extends Gauge<T>> G gauge(String name, G gauge);

    <M extends Meter> M meter(String name, M meter);

    <H extends Histogram> H histogram(String name, H histogram);

    /** Returns a group inside of this one. */
    MetricGroup addGroup(String name);

    /** Returns the group {@code value} inside of the group {@code key}. */
    default MetricGroup addGroup(String key, String value) {
        return addGroup(key).addGroup(value);
    }

    /** Returns the names of the operator and of the groups down to this one. */
    String[] getScopeComponents();

    /** Returns the full name of a metric of this group. */
    default String getMetricIdentifier(String metricName) {
        return String.join(".", getScopeComponents()) + "." + metricName;
    }
}
