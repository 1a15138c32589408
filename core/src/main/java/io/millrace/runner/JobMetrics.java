/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.runner;

import io.millrace.metric.HistogramStatistics;
import io.millrace.task.CheckpointStatistics;
import io.millrace.task.JobStatus;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
     * @param counters of operators and user functions, by operator and name
     * @param gauges their values as of now; where asking one failed, what it failed with
     * @param meters their rates, in events per second
     * @param histograms their distributions as of now
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
            Map<String, Long> counters,
            Map<String, Object> gauges,
            Map<String, Double> meters,
            Map<String, HistogramStatistics> histograms) {
        public Task {
            counters = Collections.unmodifiableMap(new LinkedHashMap<>(counters));
            gauges = Collections.unmodifiableMap(new LinkedHashMap<>(gauges));
            meters = Collections.unmodifiableMap(new LinkedHashMap<>(meters));
            histograms = Collections.unmodifiableMap(new LinkedHashMap<>(histograms));
        }
    }

    /** Returns the sum of a counter over all tasks. */
    public long counter(String name) {
        return tasks.stream()
                .mapToLong(task -> task.counters().getOrDefault(name, 0L))
                .sum();
    }
}
