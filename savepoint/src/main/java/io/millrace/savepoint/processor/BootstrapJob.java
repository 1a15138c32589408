/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint.processor;

import io.millrace.engine.LocalEngine;
import io.millrace.engine.LocalStorage;
import io.millrace.graph.CheckpointSettings;
import io.millrace.graph.JobConfiguration;
import io.millrace.graph.JobEdge;
import io.millrace.graph.JobGraph;
import io.millrace.graph.JobNode;
import io.millrace.graph.RestartSettings;
import io.millrace.operator.OperatorFactory;
import io.millrace.snapshot.Manifest;
import io.millrace.snapshot.SnapshotDirectory;
import io.millrace.snapshot.SnapshotException;
import io.millrace.snapshot.StoredSnapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Fills state by an ordinary job: it reads the records to their end, with no time passing for the operators that are
 * filled, and what they remember is in its last checkpoint.
 */
final class BootstrapJob {
    private final JobGraph graph;
    private final Map<Integer, String> uids = new LinkedHashMap<>();

    /**
     * @param program of which the operators to be filled are a part
     * @param operators by their uids
     */
    BootstrapJob(JobGraph program, Map<String, StateBootstrapTransformation> operators) throws SnapshotException {
        operators.forEach(
                (uid, transformation) -> uids.put(transformation.operator().getId(), uid));
        if (uids.size() < operators.size()) {
            throw new SnapshotException("One stream cannot become the state of two operators: " + operators.keySet());
        }
        this.graph = new JobGraph(program.name(), nodesOf(program), program.configuration());
    }

    private List<JobNode> nodesOf(JobGraph program) {
        Set<Integer> needed = new LinkedHashSet<>(uids.keySet());
        List<JobNode> nodes = new ArrayList<>();
        for (int i = program.nodes().size() - 1; i >= 0; i--) {
            JobNode node = program.nodes().get(i);
            if (needed.contains(node.id())) {
                node.inputs().stream().map(JobEdge::source).forEach(needed::add);
                nodes.add(0, uids.containsKey(node.id()) ? filled(node) : node);
            }
        }
        return nodes;
    }

    private JobNode filled(JobNode node) {
        OperatorFactory factory = node.factory();
        return new JobNode(
                node.id(),
                node.name(),
                uids.getOrDefault(node.id(), node.uid()),
                node.parallelism(),
                node.maxParallelism(),
                () -> new TimelessOperator(factory.create()),
                node.inputs(),
                node.source(),
                node.sink(),
                null, // a combiner knows what is late
                node.chaining(),
                false);
    }

    /** The operators that are filled. */
    List<JobNode> operators() {
        return graph.nodes().stream()
                .filter(node -> uids.containsKey(node.id()))
                .toList();
    }

    /** Runs the job; what is returned lies in {@code directory}. */
    Result run(Path directory) throws Exception {
        JobConfiguration settings = graph.configuration();
        JobConfiguration once = new JobConfiguration(
                null,
                directory.toString(),
                1,
                JobConfiguration.ResumeMode.FRESH,
                new RestartSettings.None(),
                settings.watermarkIntervalRecords(),
                settings.jobParameters(),
                null,
                null,
                new CheckpointSettings(null, Duration.ZERO, null, 0),
                settings.stateBackend());
        new LocalEngine()
                .submit(new JobGraph(graph.name(), graph.nodes(), once))
                .await();
        SnapshotDirectory checkpoints = new SnapshotDirectory(new LocalStorage(directory), "");
        Manifest manifest = checkpoints
                .readNewest(false)
                .orElseThrow(() -> new IllegalStateException("A job that finished has a last checkpoint"));
        return new Result(checkpoints.snapshot(manifest.checkpointId()), manifest);
    }

    /** What the job came to. */
    record Result(StoredSnapshot snapshot, Manifest manifest) {
        Manifest.Operator operator(String uid) {
            return manifest.operators().stream()
                    .filter(operator -> operator.uid().equals(uid))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("The last checkpoint has no operator " + uid));
        }
    }
}
