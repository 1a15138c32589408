/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.basic.CollectionSource;
import io.millrace.graph.JobGraph;
import io.millrace.simulation.ScriptedSource;
import io.millrace.simulation.ScriptedSource.Script;
import io.millrace.stream.RuntimeExecutionMode;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchTest {
    private static StreamExecutionEnvironment environment(RuntimeExecutionMode mode) {
        return StreamExecutionEnvironment.createLocalEnvironment(1).setRuntimeMode(mode);
    }

    private static void addUnbounded(StreamExecutionEnvironment environment, String name) {
        ScriptedSource<Integer> source = ScriptedSource.unbounded(List.of(Script.of(List.of(1))));
        environment.fromSource(source, WatermarkStrategy.noWatermarks(), name).print();
    }

    private static void addBounded(StreamExecutionEnvironment environment) {
        environment
                .fromSource(new CollectionSource<>(List.of(1)), WatermarkStrategy.noWatermarks(), "One")
                .print();
    }

    @Test
    void runsAsAStreamUnlessSet() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        addBounded(environment);

        assertThat(environment.getJobGraph("job").configuration().batch()).isNull();
    }

    @Test
    void automaticIsBatchWhereAllSourcesEnd() {
        StreamExecutionEnvironment environment = environment(RuntimeExecutionMode.AUTOMATIC);
        addBounded(environment);

        assertThat(environment.getJobGraph("job").configuration().batch()).isNotNull();
    }

    @Test
    void automaticIsStreamingWhereASourceDoesNotEnd() {
        StreamExecutionEnvironment environment = environment(RuntimeExecutionMode.AUTOMATIC);
        addBounded(environment);
        addUnbounded(environment, "Endless");

        assertThat(environment.getJobGraph("job").configuration().batch()).isNull();
    }

    @Test
    void refusesSourcesThatDoNotEndByName() {
        StreamExecutionEnvironment environment = environment(RuntimeExecutionMode.BATCH);
        addBounded(environment);
        addUnbounded(environment, "Clicks");
        addUnbounded(environment, "Views");

        assertThatThrownBy(() -> environment.getJobGraph("job"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'Clicks', 'Views'")
                .hasMessageNotContaining("'One'");
    }

    @Test
    void needsNoDirectoryForACheckpointIntervalThatCountsForNothing() {
        StreamExecutionEnvironment environment =
                environment(RuntimeExecutionMode.BATCH).enableCheckpointing(100);
        addBounded(environment);

        JobGraph graph = environment.getJobGraph("job");

        assertThat(graph.configuration().checkpointDirectory()).isNull();
    }
}
