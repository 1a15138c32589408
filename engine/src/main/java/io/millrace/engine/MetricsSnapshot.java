/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import io.millrace.accumulator.AccumulatorResults;
import io.millrace.runner.JobMetrics;
import io.millrace.task.JobMaster;
import io.millrace.task.JobStatus;
import io.millrace.task.OperatorTask;
import io.millrace.task.OperatorTask.Progress;
import io.millrace.task.TaskMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads what the tasks of a job count, from any thread. */
record MetricsSnapshot(EngineJobHost host, JobMaster master) {
    JobMetrics take(JobStatus status, int attempt) {
        List<JobMetrics.Task> tasks = new ArrayList<>();
        for (OperatorTask task : master.tasks()) {
            tasks.add(take(task));
        }
        return new JobMetrics(status, attempt, tasks, master.checkpointStatistics());
    }

    /** Merges what the functions of all tasks added up; the tasks must have stopped. */
    Map<String, Object> accumulatorResults() {
        AccumulatorResults results = new AccumulatorResults();
        master.tasks().forEach(task -> task.metrics().takeAccumulators(results));
        return results.results();
    }

    private JobMetrics.Task take(OperatorTask task) {
        TaskMetrics metrics = task.metrics();
        long busy = metrics.busyNanos;
        long backpressured = metrics.backpressuredNanos + host.waitingNanos(task.id(), Progress.WAITING_FOR_OUTPUT);
        long idle = metrics.idleNanos
                + host.waitingNanos(task.id(), Progress.WAITING_FOR_INPUT)
                + host.waitingNanos(task.id(), Progress.ENDED);
        double total = Math.max(1, busy + backpressured + idle);
        return new JobMetrics.Task(
                task.stage().name(),
                task.id().subtask(),
                metrics.recordsIn,
                metrics.recordsOut,
                metrics.batchesIn,
                metrics.batchesOut,
                busy / total,
                idle / total,
                backpressured / total,
                metrics.watermark,
                metrics.stateBytes,
                metrics.keys,
                metrics.lastPauseNanos,
                task.splits(),
                metrics.counters(),
                metrics.gauges(),
                metrics.meters(host.environment().clockMillis()),
                metrics.histograms(),
                metrics.hotKeys());
    }
}
