/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import io.millrace.graph.Exchange;
import io.millrace.graph.ExecutionPlan;
import io.millrace.graph.JobEdge;
import io.millrace.graph.JobNode;
import io.millrace.graph.Stage;
import java.util.List;
import java.util.Locale;

/** A plan as text: a paragraph for each stage, a line for each operator. */
final class PlanText {
    private PlanText() {}

    /**
     * @param descriptions of the operators by id; null for none
     */
    static String of(ExecutionPlan plan, List<StreamNode> nodes) {
        StringBuilder text = new StringBuilder();
        for (Stage stage : plan.stages()) {
            text.append("Stage ").append(stage.id()).append(", parallelism ").append(stage.parallelism());
            for (Stage.StageInput input : stage.inputs()) {
                text.append(", ")
                        .append(exchange(input.edge()))
                        .append(" from stage ")
                        .append(input.fromStage());
            }
            text.append('\n');
            for (JobNode node : stage.nodes()) {
                text.append("  ")
                        .append(node.name())
                        .append(" (uid ")
                        .append(node.uid())
                        .append(')');
                String description = node.id() < nodes.size() ? nodes.get(node.id()).description : null;
                text.append(description == null ? "" : ": " + description).append('\n');
            }
        }
        return text.toString();
    }

    private static String exchange(JobEdge edge) {
        Exchange exchange = edge.exchange();
        return exchange.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
