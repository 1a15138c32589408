/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.runner.JobClient;
import io.millrace.stream.StreamExecutionEnvironment;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What checkpoints are for, on Flink. */
class RecoveryOnFlinkTest {
    private static FlinkCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = FlinkCluster.start(4);
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    @Test
    void givesEachRowOnceThoughATaskFails(@TempDir Path directory) throws Exception {
        CountingProgram program = new CountingProgram("failing");
        StreamExecutionEnvironment environment = cluster.environment(2);
        program.build(environment, directory);
        JobClient client = environment.executeAsync("failing");

        GatedSource.open("failing", 200);
        MemorySink.awaitRows(program.counts(), 1); // so that there is a checkpoint to go on from
        program.arm();
        GatedSource.open("failing", CountingProgram.NUMBERS_PER_SPLIT);
        client.await();

        requireAllRowsOnce(program);
    }

    @Test
    void goesOnFromSavepointsAtOtherParallelisms(@TempDir Path directory) throws Exception {
        CountingProgram program = new CountingProgram("rescaled");
        String savepoint = null;
        long gate = 0;
        for (int parallelism : new int[] {2, 3}) {
            StreamExecutionEnvironment environment = StreamExecutionEnvironment.withRunner(cluster.runner(savepoint))
                    .setParallelism(parallelism);
            program.build(environment, directory);
            JobClient client = environment.executeAsync("rescaled");
            int committed = MemorySink.rows(program.counts()).size();
            GatedSource.open("rescaled", gate + 20);
            MemorySink.awaitRows(program.counts(), committed + 1); // so that all tasks run
            gate += 173;
            GatedSource.open("rescaled", gate);
            GatedSource.awaitRead("rescaled", CountingProgram.SPLITS * gate);
            savepoint = client.stopWithSavepoint(
                            false, directory.resolve("savepoints").toString())
                    .get();
            assertThat(MemorySink.rows(program.counts())).hasSize((int) (CountingProgram.SPLITS * gate));
        }
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.withRunner(cluster.runner(savepoint)).setParallelism(1);
        program.build(environment, directory);
        GatedSource.open("rescaled", CountingProgram.NUMBERS_PER_SPLIT);
        environment.execute("rescaled");

        requireAllRowsOnce(program);
    }

    @Test
    void stopsWithASavepointThoughTheSourceHasAlwaysMore(@TempDir Path directory) throws Exception {
        CountingProgram endless = new CountingProgram("endless", Long.MAX_VALUE);
        StreamExecutionEnvironment environment = cluster.environment(2);
        endless.buildWindows(environment, directory);
        GatedSource.open("endless", Long.MAX_VALUE);
        JobClient client = environment.executeAsync("endless");
        MemorySink.awaitRows(endless.windows(), 1);
        String savepoint = client.stopWithSavepoint(
                        false, directory.resolve("savepoints").toString())
                .get();

        long more = CountingProgram.WINDOW_MILLIS;
        CountingProgram ending = new CountingProgram("endless", (GatedSource.read("endless") / more + 1) * more);
        StreamExecutionEnvironment afterwards =
                StreamExecutionEnvironment.withRunner(cluster.runner(savepoint)).setParallelism(3);
        ending.buildWindows(afterwards, directory);
        afterwards.execute("endless");

        requireAllWindowsOnce(ending);
    }

    private static void requireAllRowsOnce(CountingProgram program) {
        assertThat(Rows.difference(MemorySink.rows(program.counts()), program.expectedCounts()))
                .isEmpty();
        assertThat(MemorySink.pending(program.counts())).isZero();
        requireAllWindowsOnce(program);
    }

    private static void requireAllWindowsOnce(CountingProgram program) {
        assertThat(Rows.difference(MemorySink.rows(program.windows()), program.expectedWindows()))
                .isEmpty();
        assertThat(MemorySink.pending(program.windows())).isZero();
    }
}
