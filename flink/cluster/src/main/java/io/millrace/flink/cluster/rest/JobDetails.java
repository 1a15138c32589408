/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.rest;

import java.util.List;

/**
 * A job and its parts.
 *
 * @param vertices in the order in which records flow
 */
public record JobDetails(JobSummary summary, List<Vertex> vertices) {
    /**
     * What Flink calls a vertex, and we a stage.
     *
     * @param isSource whether nothing flows into it from within the job
     * @param isSink whether nothing flows out of it within the job
     * @param recordsIn taken in by all subtasks of this attempt
     * @param recordsOut sent on by all subtasks of this attempt
     */
    public record Vertex(
            String id,
            String name,
            int parallelism,
            boolean isSource,
            boolean isSink,
            long recordsIn,
            long recordsOut) {}

    public JobState state() {
        return summary.state();
    }
}
