/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.runner;

import io.millrace.operator.HotKey;
import io.millrace.task.CheckpointStatistics;
import io.millrace.task.JobStatus;
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
            Map<String, Long> counters,
            List<HotKey> hotKeys) {
        public Task {
            hotKeys = List.copyOf(hotKeys);
            counters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(counters));
        }
    }

    /** Returns the sum of a counter over all tasks. */
    public long counter(String name) {
        return tasks.stream()
                .mapToLong(task -> task.counters().getOrDefault(name, 0L))
                .sum();
    }
}
