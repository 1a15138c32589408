/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.graph;

import io.millrace.function.KeySelector;
import io.millrace.operator.BatchOperators;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Fuses a job graph into stages. A node joins the stage of the node it reads from when it reads from that one alone and
 * no record has to change subtask: a forward edge, or any edge between two single subtasks, and neither of them says
 * otherwise ({@link Chaining}). Where a keyed exchange stays
 * and the node offers a {@link Combiner}, that runs in front of the exchange.
 *
 * <p>In a batch, operators get their input as {@link BatchOperators} says, and there are no combiners: without watermarks
 * they would not know when to let go of what they fold.
 */
public final class GraphCompiler {
    private GraphCompiler() {}

    public static ExecutionPlan compile(JobGraph graph) {
        requireUniqueUids(graph);
        requireOwnPlaces(graph);
        Map<Integer, JobNode> nodes = new LinkedHashMap<>();
        Map<Integer, List<JobNode>> stageNodes = new LinkedHashMap<>();
        Map<Integer, Integer> stageOf = new LinkedHashMap<>();
        int nextId = graph.nodes().stream().mapToInt(JobNode::id).max().orElse(0) + 1;
        BatchSettings batch = graph.configuration().batch();
        for (JobNode written : graph.nodes()) {
            JobNode declared = batch == null ? written : forBatch(written, batch);
            JobEdge fused = fusedEdge(declared, nodes);
            JobNode node = declared;
            Combiner combiner = declared.combiner();
            if (fused == null && combiner != null) {
                List<JobEdge> inputs = new ArrayList<>();
                for (JobEdge edge : declared.inputs()) {
                    JobNode combine = combineNode(declared, combiner, edge, nodes, nextId++);
                    nodes.put(combine.id(), combine);
                    int stage = stageOf(stageOf, edge.source());
                    stageOf.put(combine.id(), stage);
                    stageNodes.computeIfAbsent(stage, id -> new ArrayList<>()).add(combine);
                    inputs.add(
                            new JobEdge(combine.id(), null, new Exchange.Keyed(combiner.keySelector()), edge.input()));
                }
                node = declared.withInputs(inputs);
            }
            nodes.put(node.id(), node);
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

    private static JobNode forBatch(JobNode node, BatchSettings batch) {
        List<@Nullable KeySelector<Object, Object>> selectors = new ArrayList<>();
        for (int input = 0; input < node.inputCount(); input++) {
            selectors.add(null);
        }
        for (JobEdge edge : node.inputs()) {
            if (edge.exchange() instanceof Exchange.Keyed keyed) {
                selectors.set(edge.input(), keyed.keySelector());
            }
        }
        return node.withFactory(BatchOperators.factory(node.name(), node.factory(), selectors, batch.memoryBytes()));
    }

    /** The combiner in front of one keyed edge: fused to the operator that the edge reads. */
    private static JobNode combineNode(
            JobNode node, Combiner combiner, JobEdge edge, Map<Integer, JobNode> nodes, int id) {
        JobNode source = nodes.get(edge.source());
        if (source == null) {
            throw new IllegalArgumentException("Node " + edge.source() + " is read before it is declared");
        }
        return new JobNode(
                id,
                "Combine",
                node.uid() + "-combine-" + node.inputs().indexOf(edge),
                source.parallelism(),
                node.maxParallelism(),
                combiner.factory(),
                List.of(new JobEdge(edge.source(), edge.sideOutput(), new Exchange.Forward(), 0)),
                null,
                null);
    }

    private static int stageOf(Map<Integer, Integer> stageOf, int node) {
        Integer stage = stageOf.get(node);
        if (stage == null) {
            throw new IllegalArgumentException("Node " + node + " is read before it is declared");
        }
        return stage;
    }

    private static @Nullable JobEdge fusedEdge(JobNode node, Map<Integer, JobNode> nodes) {
        if (node.inputs().size() != 1) {
            return null;
        }
        JobEdge edge = node.inputs().get(0);
        JobNode source = nodes.get(edge.source());
        if (source == null || source.parallelism() != node.parallelism()) {
            return null;
        }
        if (node.chaining() != Chaining.ALWAYS || source.chaining() == Chaining.NEVER) {
            return null;
        }
        boolean staysInPlace = edge.exchange() instanceof Exchange.Forward || node.parallelism() == 1;
        return staysInPlace ? edge : null;
    }

    private static void requireOwnPlaces(JobGraph graph) {
        Map<String, JobNode> places = new TreeMap<>();
        for (JobNode node : graph.nodes()) {
            String place = node.sink() == null ? "" : node.sink().ownPlace();
            if (place.isEmpty()) {
                continue;
            }
            places.forEach((known, other) -> {
                if ((known + "/").startsWith(place + "/") || (place + "/").startsWith(known + "/")) {
                    throw new IllegalArgumentException("The sinks '" + other.name() + "' and '" + node.name()
                            + "' write to one place, and would lose each other's output: " + known
                            + (known.equals(place) ? "" : " and " + place)
                            + ". Write the union of their streams with one sink, or give each a place of its own.");
                }
            });
            places.put(place, node);
        }
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
