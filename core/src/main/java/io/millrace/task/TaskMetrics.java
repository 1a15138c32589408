/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import io.millrace.accumulator.Accumulator;
import io.millrace.accumulator.AccumulatorResults;
import io.millrace.metric.Counter;
import io.millrace.metric.Gauge;
import io.millrace.metric.Histogram;
import io.millrace.metric.HistogramStatistics;
import io.millrace.metric.Meter;
import io.millrace.metric.MeterView;
import io.millrace.metric.SimpleCounter;
import io.millrace.operator.HotKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a task counts. Written by the task alone; others may read at any time and see values that are a little old.
 */
public final class TaskMetrics {
    /** After this many rows a long emission pauses. */
    static final int MAX_EMITTED_IN_STEP = 16_384;

    public long recordsIn;
    public long batchesIn;
    public long recordsOut;
    public long batchesOut;
    public long busyNanos;
    public long backpressuredNanos;
    public long idleNanos;
    public long watermark = Long.MIN_VALUE;
    public long stateBytes;
    public long keys;
    public long lastPauseNanos;
    int emittedInStep;
    private final Map<String, Counter> counters = new LinkedHashMap<>();
    private final Map<String, Gauge<?>> gauges = new LinkedHashMap<>();
    private final Map<String, Meter> meters = new LinkedHashMap<>();
    private final Map<String, Histogram> histograms = new LinkedHashMap<>();
    private final List<Map<String, Accumulator<?, ?>>> accumulators = new ArrayList<>();
    private final Map<String, List<HotKey>> hotKeys = new LinkedHashMap<>();

    /** Returns the counter of that name, made on first use. */
    synchronized Counter counter(String name) {
        return counters.computeIfAbsent(name, unused -> new SimpleCounter());
    }

    synchronized void add(String name, Counter counter) {
        counters.put(name, counter);
    }

    synchronized void add(String name, Gauge<?> gauge) {
        gauges.put(name, gauge);
    }

    synchronized void add(String name, Meter meter) {
        meters.put(name, meter);
    }

    synchronized void add(String name, Histogram histogram) {
        histograms.put(name, histogram);
    }

    /** Returns a map for what one operator's function adds up. */
    synchronized Map<String, Accumulator<?, ?>> newAccumulators() {
        Map<String, Accumulator<?, ?>> added = new LinkedHashMap<>();
        accumulators.add(added);
        return added;
    }

    /** Merges what the functions added up into the results of the job. The task must have stopped. */
    public synchronized void takeAccumulators(AccumulatorResults results) {
        accumulators.forEach(results::take);
    }

    /** Returns the counters' values by operator and name. */
    public synchronized Map<String, Long> counters() {
        return values(counters, Counter::getCount);
    }

    /** Returns the gauges' values by operator and name; of one that fails, what it failed with. */
    public synchronized Map<String, Object> gauges() {
        return values(gauges, gauge -> {
            try {
                return gauge.getValue();
            } catch (RuntimeException failure) {
                return failure;
            }
        });
    }

    /** Returns the meters' rates, in events per second, by operator and name. */
    public synchronized Map<String, Double> meters(long nowMillis) {
        updateMeters(nowMillis);
        return values(meters, Meter::getRate);
    }

    /** Returns the distributions by operator and name. */
    public synchronized Map<String, HistogramStatistics> histograms() {
        return values(histograms, Histogram::getStatistics);
    }

    private static <M, V> Map<String, V> values(Map<String, M> metrics, Function<M, V> value) {
        Map<String, V> values = new LinkedHashMap<>();
        metrics.forEach((name, metric) -> values.put(name, value.apply(metric)));
        return values;
    }

    /** Takes the hottest keys of an operator, in place of those before. */
    synchronized void publishHotKeys(String operator, List<HotKey> hottest) {
        hotKeys.put(operator, hottest);
    }

    /** Returns the hottest keys of each keyed operator, the hottest first. */
    public synchronized List<HotKey> hotKeys() {
        return hotKeys.values().stream().flatMap(List::stream).toList();
    }

    /** Tells the time to meters that have no clock of their own. */
    synchronized void updateMeters(long nowMillis) {
        for (Meter meter : meters.values()) {
            if (meter instanceof MeterView view) {
                view.update(nowMillis);
            }
        }
    }
}
