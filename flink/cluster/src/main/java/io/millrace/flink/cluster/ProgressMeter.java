/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster;

import io.millrace.flink.cluster.rest.CheckpointStatistics;
import io.millrace.flink.cluster.rest.JobDetails;
import io.millrace.flink.cluster.rest.JobDetails.Vertex;
import org.jspecify.annotations.Nullable;

/** Makes rates out of counts that were read one after another. */
final class ProgressMeter {
    private @Nullable JobProgress before;

    /** Takes the newest counts in. */
    JobProgress progress(JobDetails job, long watermark, CheckpointStatistics checkpoints) {
        int tasks = 0;
        int running = 0;
        long in = 0;
        long out = 0;
        for (Vertex vertex : job.vertices()) {
            tasks += vertex.parallelism();
            running += vertex.running();
            in += vertex.isSource() ? vertex.records() : 0;
            out += vertex.isSink() ? vertex.records() : 0;
        }
        long millis = job.summary().durationMillis();
        JobProgress last = before;
        JobProgress now = new JobProgress(
                job.state(),
                running,
                tasks,
                millis,
                in,
                out,
                last == null ? 0 : perSecond(in - last.recordsIn(), millis - last.durationMillis()),
                last == null ? 0 : perSecond(out - last.recordsOut(), millis - last.durationMillis()),
                watermark,
                checkpoints);
        before = now;
        return now;
    }

    /** Counts start from zero when a job restarts; then there is no rate. */
    private static double perSecond(long records, long millis) {
        return records <= 0 || millis <= 0 ? 0 : records * 1000.0 / millis;
    }
}
