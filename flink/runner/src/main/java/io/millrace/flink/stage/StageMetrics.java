/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.stage;

import io.millrace.task.OperatorTask;
import io.millrace.task.TaskMetrics;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskIOMetricGroup;

/**
 * Shows what a task counts among Flink's metrics, in a group {@code millrace} of the stage's operator. Operators and functions
 * may add metrics at any time, so they are looked for again every second. Flink itself counts envelopes and handings over of
 * splits as the records of the task; these counts are set right.
 */
final class StageMetrics {
    private static final long INTERVAL_MILLIS = 1_000;

    private final TaskMetrics metrics;
    private final TaskIOMetricGroup flink;
    private final MetricGroup group;
    private final Set<String> shown = new HashSet<>();
    private long nextMillis = Long.MIN_VALUE;

    StageMetrics(OperatorTask task, TaskIOMetricGroup flink, MetricGroup operator) {
        this.metrics = task.metrics();
        this.flink = flink;
        this.group = operator.addGroup("millrace");
        show("recordsIn", () -> metrics.recordsIn);
        show("recordsOut", () -> metrics.recordsOut);
        show("batchesIn", () -> metrics.batchesIn);
        show("batchesOut", () -> metrics.batchesOut);
        show("watermark", () -> metrics.watermark);
        show("keys", () -> metrics.keys);
        show("stateBytes", () -> metrics.stateBytes);
        show("lastPauseNanos", () -> metrics.lastPauseNanos);
    }

    private void show(String name, LongSupplier value) {
        Gauge<Long> gauge = value::getAsLong;
        group.gauge(name, gauge);
    }

    /** Shows what is new. */
    void update(long nowMillis) {
        correct(flink.getNumRecordsInCounter(), metrics.recordsIn);
        correct(flink.getNumRecordsOutCounter(), metrics.recordsOut);
        if (nowMillis >= nextMillis) {
            nextMillis = nowMillis + INTERVAL_MILLIS;
            showAll(metrics.counters().keySet(), unused -> metrics.counters());
            showAll(metrics.gauges().keySet(), unused -> metrics.gauges());
            showAll(metrics.meters(nowMillis).keySet(), unused -> metrics.meters(System.currentTimeMillis()));
            showAll(metrics.histograms().keySet(), unused -> metrics.histograms());
        }
    }

    private static void correct(Counter counter, long records) {
        counter.inc(records - counter.getCount());
    }

    private void showAll(Set<String> names, Function<String, Map<String, ?>> values) {
        for (String name : names) {
            if (shown.add(name)) {
                Gauge<Object> gauge = () -> values.apply(name).get(name);
                group.gauge(name, gauge);
            }
        }
    }
}
