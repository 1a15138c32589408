/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.LocalEngine;
import io.millrace.examples.flights.FlightsData;
import io.millrace.examples.flights.FlightsJob;
import io.millrace.examples.flights.FlightsListener;
import io.millrace.examples.flights.FlightsOptions;
import io.millrace.runner.Runner;
import io.millrace.stream.StreamExecutionEnvironment;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The flights job gives the same rows embedded and on Flink. */
class FlightsOnFlinkTest {
    private static FlinkCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = FlinkCluster.start(4);
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void givesTheRowsOfAnEmbeddedRun(int parallelism, @TempDir Path directory) throws Exception {
        run(new LocalEngine(), directory.resolve("embedded"), parallelism);
        run(cluster.runner(), directory.resolve("flink"), parallelism);

        assertThat(OutputFiles.rows(directory.resolve("flink")))
                .isEqualTo(OutputFiles.rows(directory.resolve("embedded")));
        assertThat(OutputFiles.hidden(directory.resolve("flink"))).isEmpty();
    }

    private static void run(Runner runner, Path output, int parallelism) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.withRunner(runner);
        FlightsJob.build(
                environment,
                new FlightsOptions(
                        FlightsData.locate(), output, FlightsOptions.DEFAULT_OUT_OF_ORDERNESS, parallelism, 0),
                FlightsListener.NONE);
        environment.execute("flights");
    }
}
