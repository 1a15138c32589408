/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.runner;

import io.millrace.metric.HistogramStatistics;
import io.millrace.operator.HotKey;
import io.millrace.operator.SplitStatus;
import io.millrace.task.CheckpointStatistics;
import io.millrace.task.JobStatus;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a job counts.
 *
 * @param attempt 0 for the first attempt, one more after each restart
 */
public record JobMetrics(JobStatus status, int attempt, List<Task> tasks, CheckpointStatistics checkpoints) {
    public JobMetrics {
        tasks = List.copyOf(tasks);
    }

    /**
     * What one task counts, from the start of the attempt.
     *
     * @param name the names of its operators
     * @param busyShare the share of time, from 0 to 1, in which it worked
     * @param idleShare the share in which it waited for input
     * @param backpressuredShare the share in which it waited for its readers
     * @param watermark the watermark of its last operator, or {@link Long#MIN_VALUE}
     * @param stateBytes an estimate, as of the last checkpoint
     * @param keys live keys, as of the last checkpoint
     * @param splits the splits that a source task is reading; none for other tasks
     * @param counters of operators and user functions, by operator and name
     * @param gauges their values as of now; where asking one failed, what it failed with
     * @param meters their rates, in events per second
     * @param histograms their distributions as of now
     * @param hotKeys of its keyed operators: keys that at least one record in a hundred has, the hottest first
     */
    public record Task(
            String name,
            int subtask,
            long recordsIn,
            long recordsOut,
            long batchesIn,
            long batchesOut,
            double busyShare,
            double idleShare,
            double backpressuredShare,
            long watermark,
            long stateBytes,
            long keys,
            long lastPauseNanos,
            List<SplitStatus> splits,
            Map<String, Long> counters,
            Map<String, Object> gauges,
            Map<String, Double> meters,
            Map<String, HistogramStatistics> histograms,
            List<HotKey> hotKeys) {
        public Task {
            splits = List.copyOf(splits);
            hotKeys = List.copyOf(hotKeys);
            counters = Collections.unmodifiableMap(new LinkedHashMap<>(counters));
            gauges = Collections.unmodifiableMap(new LinkedHashMap<>(gauges));
            meters = Collections.unmodifiableMap(new LinkedHashMap<>(meters));
            histograms = Collections.unmodifiableMap(new LinkedHashMap<>(histograms));
        }
    }

    /**
     * Returns the split that holds event time back: the one with the lowest watermark among those that are not idle, or
     * empty where there is none.
     */
    public Optional<SplitStatus> slowestSplit() {
        return tasks.stream()
                .flatMap(task -> task.splits().stream())
                .filter(split -> !split.idle())
                .min(Comparator.comparingLong(SplitStatus::watermark));
    }

    /** Returns the sum of a counter over all tasks. */
    public long counter(String name) {
        return tasks.stream()
                .mapToLong(task -> task.counters().getOrDefault(name, 0L))
                .sum();
    }
}
