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
     * @param running how many of its subtasks run
     * @param isSource whether nothing flows into it from within the job
     * @param isSink whether nothing flows out of it within the job
     * @param records taken in by all subtasks of this attempt, or sent on by them, whichever is more: Flink counts what
     *     passes between vertices, and so nothing that comes into a source or leaves a sink
     */
    public record Vertex(
            String id, String name, int parallelism, int running, boolean isSource, boolean isSink, long records) {}

    public JobState state() {
        return summary.state();
    }
}
