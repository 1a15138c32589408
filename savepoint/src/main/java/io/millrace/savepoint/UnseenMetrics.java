/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint;

import io.millrace.metric.Counter;
import io.millrace.metric.Gauge;
import io.millrace.metric.Histogram;
import io.millrace.metric.Meter;
import io.millrace.metric.MetricGroup;
import io.millrace.metric.SimpleCounter;

/** Metrics that nobody will look at. */
enum UnseenMetrics implements MetricGroup {
    INSTANCE;

    @Override
    public Counter counter(String name) {
        return new SimpleCounter();
    }

    @Override
    public <C extends Counter> C counter(String name, C counter) {
        return counter;
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
        return gauge;
    }

    @Override
    public <M extends Meter> M meter(String name, M meter) {
        return meter;
    }

    @Override
    public <H extends Histogram> H histogram(String name, H histogram) {
        return histogram;
    }

    @Override
    public MetricGroup addGroup(String name) {
        return this;
    }

    @Override
    public String[] getScopeComponents() {
        return new String[0];
    }
}
