/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.graph;

import java.util.List;

/** A job as stages, each after those it reads from. */
public record ExecutionPlan(JobGraph graph, List<Stage> stages) {
    public ExecutionPlan {
        stages = List.copyOf(stages);
    }
}
