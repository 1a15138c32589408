/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.graph;

import java.io.Serializable;
import java.util.List;

/**
 * Operators fused into one task per subtask: everything between two exchanges.
 *
 * @param nodes in an order in which each comes after the one it reads from; the first is the head
 * @param inputs the exchanges into the head
 */
public record Stage(int id, List<JobNode> nodes, List<StageInput> inputs, int parallelism) implements Serializable {
    public JobNode head() {
        return nodes.get(0);
    }

    public String name() {
        StringBuilder name = new StringBuilder();
        for (JobNode node : nodes) {
            name.append(name.isEmpty() ? "" : " -> ").append(node.name());
        }
        return name.toString();
    }

    /**
     * @param fromStage the stage that writes
     * @param edge the edge of the job graph that became this exchange
     */
    public record StageInput(int fromStage, JobEdge edge) implements Serializable {}
}
