/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A job as stages, each after those it reads from. */
public record ExecutionPlan(JobGraph graph, List<Stage> stages) {
    public ExecutionPlan {
        stages = List.copyOf(stages);
    }

    /** Returns the parts of the job between which no record passes. */
    public List<PipelinedRegion> regions() {
        return PipelinedRegion.of(stages);
    }

    /** Returns the operators by their uids, in the order of their stages. */
    public Map<String, JobNode> nodesByUid() {
        Map<String, JobNode> nodes = new LinkedHashMap<>();
        for (Stage stage : stages) {
            stage.nodes().forEach(node -> nodes.put(node.uid(), node));
        }
        return nodes;
    }
}
