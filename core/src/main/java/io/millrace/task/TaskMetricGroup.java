/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import io.millrace.metric.Counter;
import io.millrace.metric.Gauge;
import io.millrace.metric.Histogram;
import io.millrace.metric.Meter;
import io.millrace.metric.MetricGroup;
import java.util.ArrayList;
import java.util.List;

/** A group of metrics of one task. */
record TaskMetricGroup(TaskMetrics metrics, List<String> scope) implements MetricGroup {
    @Override
    public Counter counter(String name) {
        return metrics.counter(getMetricIdentifier(name));
    }

    @Override
    public <C extends Counter> C counter(String name, C counter) {
        metrics.add(getMetricIdentifier(name), counter);
        return counter;
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
        metrics.add(getMetricIdentifier(name), gauge);
        return gauge;
    }

    @Override
    public <M extends Meter> M meter(String name, M meter) {
        metrics.add(getMetricIdentifier(name), meter);
        return meter;
    }

    @Override
    public <H extends Histogram> H histogram(String name, H histogram) {
        metrics.add(getMetricIdentifier(name), histogram);
        return histogram;
    }

    @Override
    public MetricGroup addGroup(String name) {
        List<String> inner = new ArrayList<>(scope);
        inner.add(name);
        return new TaskMetricGroup(metrics, inner);
    }

    @Override
    public String[] getScopeComponents() {
        return scope.toArray(String[]::new);
    }
}
