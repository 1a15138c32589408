/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.campaign.shape.Shapes;
import io.millrace.engine.LocalEngine;
import io.millrace.graph.JobGraph;
import io.millrace.graph.JobNode;
import io.millrace.operator.SinkOperator;
import io.millrace.runner.Runner;
import io.millrace.simulation.LedgerSink;
import io.millrace.simulation.Randomness;
import io.millrace.simulation.Scenario;
import io.millrace.stream.StreamExecutionEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs of the campaign give the same rows embedded and on Flink. */
class ShapesOnFlinkTest {
    private static final long SEED = 1;

    private static FlinkCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = FlinkCluster.start(8);
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chain",
                "rebalance",
                "broadcast",
                "partition-custom",
                "mixed-parallelism",
                "self-union",
                "union-of-sources",
                "side-outputs",
                "connected-timers",
                "keyed-broadcast",
                "map-state",
                "sliding-aggregate",
                "session-aggregate",
                "window-join",
                "interval-join",
                "late-tumbling-25",
                "key-partition-sort",
                "operator-list-state"
            })
    void givesTheRowsOfAnEmbeddedRun(String shape) throws Exception {
        Map<String, List<String>> embedded = run(new LocalEngine(), shape, "embedded");
        Map<String, List<String>> flink = run(cluster.runner(), shape, "flink");

        assertThat(flink.keySet()).isEqualTo(embedded.keySet());
        for (Map.Entry<String, List<String>> sink : embedded.entrySet()) {
            assertThat(Rows.difference(flink.getOrDefault(sink.getKey(), List.of()), sink.getValue()))
                    .isEmpty();
        }
    }

    /** Returns what the job writes, by sink. */
    private static Map<String, List<String>> run(Runner runner, String shape, String where) throws Exception {
        Scenario.Run run = Shapes.named(shape).draw(new Randomness(SEED));
        int parallelism = Math.min(2, run.mostParallelism());
        Set<String> sinks = new TreeSet<>();
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.withRunner(
                        graph -> runner.submit(intoMemory(graph, where + "/" + shape, sinks)))
                .setParallelism(parallelism);
        run.build(environment);
        environment.execute(shape);
        Map<String, List<String>> rows = new TreeMap<>();
        sinks.forEach(sink -> rows.put(sink, MemorySink.rows(where + "/" + shape + "/" + sink)));
        return rows;
    }

    /** Puts sinks into memory in the place of those into a simulation's ledgers. */
    private static JobGraph intoMemory(JobGraph graph, String prefix, Set<String> sinks) {
        List<JobNode> nodes = new ArrayList<>();
        for (JobNode node : graph.nodes()) {
            if (node.sink() instanceof LedgerSink<?>) {
                sinks.add(node.uid());
                MemorySink<Object> sink = new MemorySink<>(prefix + "/" + node.uid());
                nodes.add(new JobNode(
                        node.id(),
                        node.name(),
                        node.uid(),
                        node.parallelism(),
                        node.maxParallelism(),
                        () -> new SinkOperator(sink),
                        node.inputs(),
                        null,
                        sink,
                        null,
                        node.chaining(),
                        node.automaticUid()));
            } else {
                nodes.add(node);
            }
        }
        return new JobGraph(graph.name(), nodes, graph.configuration());
    }
}
