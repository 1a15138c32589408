/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.basic.DiscardingSink;
import io.millrace.engine.LocalEngine;
import io.millrace.flink.savepoint.SavepointConversion;
import io.millrace.graph.SavepointRestoreSettings;
import io.millrace.runner.JobClient;
import io.millrace.runner.Runner;
import io.millrace.snapshot.SnapshotException;
import io.millrace.stream.StreamExecutionEnvironment;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One job after the other, some on Flink and some embedded, each with the state of the one before. */
class StateMovesTest {
    private static final int EMBEDDED_PARALLELISM = 2;

    private static FlinkCluster cluster;

    @TempDir
    private Path directory;

    @BeforeAll
    static void start() throws Exception {
        cluster = FlinkCluster.start(4);
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    /** Has a job read up to a gate, and stops it with a savepoint. */
    private String stopAt(long gate, CountingProgram program, String name, StreamExecutionEnvironment environment)
            throws Exception {
        program.build(environment, directory.resolve("checkpoints-" + gate));
        int committed = MemorySink.rows(program.counts()).size();
        JobClient client = environment.executeAsync(name);
        GatedSource.open(name, gate - 20);
        MemorySink.awaitRows(program.counts(), committed + 1); // so that all tasks run
        GatedSource.open(name, gate);
        GatedSource.awaitRead(name, CountingProgram.SPLITS * gate);
        String savepoint = client.stopWithSavepoint(
                        false, directory.resolve("savepoints").toString())
                .get();
        assertThat(MemorySink.rows(program.counts())).hasSize((int) (CountingProgram.SPLITS * gate));
        return savepoint;
    }

    private String stopEmbeddedAt(long gate, CountingProgram program, String name) throws Exception {
        return stopAt(gate, program, name, embedded(EMBEDDED_PARALLELISM));
    }

    private void finish(CountingProgram program, String name, StreamExecutionEnvironment environment) throws Exception {
        program.build(environment, directory.resolve("last-checkpoints"));
        GatedSource.open(name, CountingProgram.NUMBERS_PER_SPLIT);
        environment.execute(name);
        requireAllRowsOnce(program);
    }

    private static StreamExecutionEnvironment embedded(int parallelism) {
        return StreamExecutionEnvironment.withRunner(new LocalEngine()).setParallelism(parallelism);
    }

    private static StreamExecutionEnvironment onFlink(int parallelism) {
        return cluster.environment(parallelism);
    }

    private static StreamExecutionEnvironment onFlink(int parallelism, Runner runner) {
        return StreamExecutionEnvironment.withRunner(runner).setParallelism(parallelism);
    }

    private static StreamExecutionEnvironment from(String savepoint, StreamExecutionEnvironment environment) {
        return environment.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint));
    }

    @Test
    void goesOnOnFlinkWithTheSavepointThatTheProgramSetsUntilOneOfFlinksIsNamed() throws Exception {
        CountingProgram program = new CountingProgram("to-flink");
        String embedded = stopEmbeddedAt(173, program, "to-flink");
        String flink = stopAt(346, program, "to-flink", from(embedded, onFlink(3)));

        finish(program, "to-flink", from(embedded, onFlink(1, cluster.runner(flink))));
    }

    @Test
    void takesTheSavepointOfAnEmbeddedJobThatIsNamedWhereTheJobIsSubmitted() throws Exception {
        CountingProgram program = new CountingProgram("named");
        String embedded = stopEmbeddedAt(173, program, "named");

        finish(program, "named", onFlink(3, cluster.runner(embedded)));
    }

    @Test
    void startsFromTheSavepointAgainAfterAFailureBeforeFlinksFirstCheckpoint() throws Exception {
        CountingProgram program = new CountingProgram("again");
        String embedded = stopEmbeddedAt(173, program, "again");
        StreamExecutionEnvironment environment = from(embedded, onFlink(3));
        program.build(environment, directory.resolve("last-checkpoints"));
        environment.enableCheckpointing(2_000).getCheckpointConfig().setMinPauseBetweenCheckpoints(2_000);
        program.arm(); // to fail at once
        GatedSource.open("again", CountingProgram.NUMBERS_PER_SPLIT);
        environment.execute("again");

        requireAllRowsOnce(program);
    }

    @Test
    void namesTheOperatorsWhoseStateTheJobHasNoUseFor() throws Exception {
        CountingProgram program = new CountingProgram("dropped");
        String embedded = stopEmbeddedAt(173, program, "dropped");
        StreamExecutionEnvironment environment = from(embedded, onFlink(1));
        environment.fromData(1, 2, 3).sinkTo(new DiscardingSink<>());

        assertThatThrownBy(() -> environment.executeAsync("dropped"))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("counts, ")
                .hasMessageContaining("allows non-restored state");
    }

    @Test
    void dropsStateWhereThatIsAllowed() throws Exception {
        CountingProgram program = new CountingProgram("allowed");
        String embedded = stopEmbeddedAt(173, program, "allowed");
        StreamExecutionEnvironment environment =
                onFlink(3).setSavepointRestoreSettings(SavepointRestoreSettings.forPath(embedded, true));
        program.buildWindows(environment, directory.resolve("last-checkpoints"));
        GatedSource.open("allowed", CountingProgram.NUMBERS_PER_SPLIT);
        environment.execute("allowed");

        requireAllWindowsOnce(program);
    }

    @Test
    void namesThePlaceWhereNoSavepointIs() {
        Path nowhere = directory.resolve("savepoint-7");
        StreamExecutionEnvironment environment = from(nowhere.toString(), onFlink(1));
        environment.fromData(1, 2, 3).sinkTo(new DiscardingSink<>());

        assertThatThrownBy(() -> environment.executeAsync("nowhere"))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("no savepoint in " + nowhere);
    }

    @Test
    void comesBackFromFlinkToAnEmbeddedJobAtAnotherParallelism() throws Exception {
        CountingProgram program = new CountingProgram("and-back");
        String embedded = stopEmbeddedAt(173, program, "and-back");
        String flink = stopAt(346, program, "and-back", from(embedded, onFlink(3)));
        String converted = directory.resolve("converted").toString();
        SavepointConversion.convert(flink, converted);

        finish(program, "and-back", from(converted, embedded(1)));
        assertThat(program.restored())
                .as("by operator state, at both starts")
                .isEqualTo(CountingProgram.SPLITS * (173 + 346));
    }

    /** Of operators that have finished, Flink keeps no state in a savepoint. */
    @Test
    void comesBackFromFlinkThoughOneOfItsSourcesHadEnded() throws Exception {
        CountingProgram program = new CountingProgram("ended");
        StreamExecutionEnvironment flink = onFlink(2);
        addShortSource(flink);
        String savepoint = stopAt(173, program, "ended", flink);
        String converted = directory.resolve("converted").toString();
        SavepointConversion.convert(savepoint, converted);

        StreamExecutionEnvironment embedded = from(converted, embedded(1));
        addShortSource(embedded);
        finish(program, "ended", embedded);
        assertThat(MemorySink.rows("few")).hasSize(10);
    }

    private static void addShortSource(StreamExecutionEnvironment environment) {
        environment
                .fromSequence(1, 10)
                .uid("few")
                .map(String::valueOf)
                .sinkTo(new MemorySink<>("few"))
                .uid("few-out");
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
