/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Fuses a job graph into stages. A node joins the stage of the node it reads from when it reads from that one alone and
 * no record has to change subtask: a forward edge, or any edge between two single subtasks.
 */
public final class GraphCompiler {
    private GraphCompiler() {}

    public static ExecutionPlan compile(JobGraph graph) {
        requireUniqueUids(graph);
        Map<Integer, JobNode> nodes = new LinkedHashMap<>();
        Map<Integer, List<JobNode>> stageNodes = new LinkedHashMap<>();
        Map<Integer, Integer> stageOf = new LinkedHashMap<>();
        for (JobNode node : graph.nodes()) {
            nodes.put(node.id(), node);
            JobEdge fused = fusedEdge(node, nodes);
            int stage = fused == null ? stageNodes.size() : stageOf(stageOf, fused.source());
            stageOf.put(node.id(), stage);
            stageNodes.computeIfAbsent(stage, id -> new ArrayList<>()).add(node);
        }
        List<Stage> stages = new ArrayList<>();
        stageNodes.forEach((id, members) -> {
            JobNode head = members.get(0);
            List<Stage.StageInput> inputs = new ArrayList<>();
            for (JobEdge edge : head.inputs()) {
                inputs.add(new Stage.StageInput(stageOf(stageOf, edge.source()), edge));
            }
            stages.add(new Stage(id, List.copyOf(members), List.copyOf(inputs), head.parallelism()));
        });
        return new ExecutionPlan(graph, stages);
    }

    private static int stageOf(Map<Integer, Integer> stageOf, int node) {
        Integer stage = stageOf.get(node);
        if (stage == null) {
            throw new IllegalArgumentException("Node " + node + " is read before it is declared");
        }
        return stage;
    }

    private static @org.jspecify.annotations.Nullable JobEdge fusedEdge(JobNode node, Map<Integer, JobNode> nodes) {
        if (node.inputs().size() != 1) {
            return null;
        }
        JobEdge edge = node.inputs().get(0);
        JobNode source = nodes.get(edge.source());
        if (source == null || source.parallelism() != node.parallelism()) {
            return null;
        }
        boolean staysInPlace = edge.exchange() instanceof Exchange.Forward || node.parallelism() == 1;
        return staysInPlace ? edge : null;
    }

    private static void requireUniqueUids(JobGraph graph) {
        Set<String> uids = new LinkedHashSet<>();
        for (JobNode node : graph.nodes()) {
            if (!uids.add(node.uid())) {
                throw new IllegalArgumentException("Two operators have the uid '" + node.uid()
                        + "'. Uids name the state of operators in snapshots, so give each its own with uid(...).");
            }
        }
    }
}
