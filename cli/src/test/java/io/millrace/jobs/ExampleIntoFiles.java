/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.jobs;

import io.millrace.connector.Sink;
import io.millrace.connector.SinkContext;
import io.millrace.connector.SinkWriter;
import io.millrace.connector.basic.PrintSink;
import io.millrace.examples.Example;
import io.millrace.examples.Examples;
import io.millrace.graph.Exchange;
import io.millrace.graph.JobEdge;
import io.millrace.graph.JobGraph;
import io.millrace.graph.JobNode;
import io.millrace.operator.OperatorFactory;
import io.millrace.operator.SinkOperator;
import io.millrace.runner.Runner;
import io.millrace.stream.StreamExecutionEnvironment;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An example whose rows go to files, and not to standard output, which on a cluster is that of several processes. */
public final class ExampleIntoFiles {
    private ExampleIntoFiles() {}

    /** @param arguments name of the example, parallelism, and the directory for its rows, which is there */
    public static void main(String[] arguments) throws Exception {
        Example example = Examples.named(arguments[0]).orElseThrow();
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.withRunner(
                        graph -> Runner.find().submit(intoFiles(graph, arguments[2])))
                .setParallelism(Integer.parseInt(arguments[1]));
        example.build(environment, List.of());
        environment.execute(example.name());
    }

    private static JobGraph intoFiles(JobGraph graph, String directory) {
        Set<Integer> sharing = behindKeys(graph);
        List<JobNode> nodes = new ArrayList<>();
        for (JobNode node : graph.nodes()) {
            if (node.sink() instanceof PrintSink<?>) {
                Lines lines = new Lines(directory);
                nodes.add(copy(node, node.parallelism(), () -> new SinkOperator(lines), lines));
            } else {
                boolean makesData = !sharing.isEmpty() && !sharing.contains(node.id());
                nodes.add(copy(node, makesData ? 1 : node.parallelism(), node.factory(), null));
            }
        }
        return new JobGraph(graph.name(), nodes, graph.configuration());
    }

    /**
     * Returns the nodes behind an exchange by key. In front of it, one subtask makes the data: the examples speak of what comes
     * in order, which it does not where several make it.
     */
    private static Set<Integer> behindKeys(JobGraph graph) {
        Set<Integer> found = new HashSet<>();
        for (JobNode node : graph.nodes()) {
            for (JobEdge edge : node.inputs()) {
                if (edge.exchange() instanceof Exchange.Keyed || found.contains(edge.source())) {
                    found.add(node.id());
                }
            }
        }
        return found;
    }

    private static JobNode copy(JobNode node, int parallelism, OperatorFactory factory, @Nullable Sink<?> sink) {
        return new JobNode(
                node.id(),
                node.name(),
                node.uid(),
                parallelism,
                node.maxParallelism(),
                factory,
                node.inputs(),
                node.source(),
                sink,
                node.combiner(),
                node.chaining(),
                node.automaticUid());
    }

    /** Writes rows as text, a file for each subtask. */
    private record Lines(String directory) implements Sink<Object> {
        @Override
        public SinkWriter<Object> createWriter(SinkContext context) throws IOException {
            BufferedWriter file =
                    Files.newBufferedWriter(Path.of(directory, UUID.randomUUID().toString()));
            return new SinkWriter<>() {
                @Override
                public void write(Object row, long timestamp) throws IOException {
                    file.write(row + "\n");
                }

                @Override
                public void flush(boolean endOfInput) throws IOException {
                    file.flush();
                }

                @Override
                public void close() throws IOException {
                    file.close();
                }
            };
        }
    }
}
