/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connector.basic.DiscardingSink;
import io.millrace.connector.basic.SequenceSource;
import io.millrace.engine.LocalEngine;
import io.millrace.graph.GraphCompiler;
import io.millrace.runner.JobClient;
import io.millrace.savepoint.StateVerdict.Outcome;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SavepointCheckTest {
    private static final CountDownLatch SOME = new CountDownLatch(100);

    @TempDir
    private static Path directory;

    private static Savepoint savepoint;

    record Count(long key, long count) {}

    private static StreamExecutionEnvironment program(String uidOfCounts) {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.withRunner(new LocalEngine()).setParallelism(1);
        environment
                .fromSource(
                        new SequenceSource(0, 10_000_000).rateLimit(10_000),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .uid("numbers")
                .map(number -> {
                    SOME.countDown();
                    return new Count(number % 7, 1);
                })
                .uid("ones")
                .keyBy(Count::key)
                .reduce((left, right) -> new Count(left.key(), left.count() + right.count()))
                .uid(uidOfCounts)
                .sinkTo(new DiscardingSink<>())
                .uid("sink");
        return environment;
    }

    @BeforeAll
    static void takeSavepoint() throws Exception {
        JobClient job = program("counts")
                .setCheckpointDirectory(directory.resolve("checkpoints").toString())
                .executeAsync("counting");
        assertThat(SOME.await(30, TimeUnit.SECONDS)).isTrue();
        String path = job.stopWithSavepoint(
                        false, directory.resolve("savepoints").toString())
                .get(30, TimeUnit.SECONDS);
        savepoint = Savepoint.load(Path.of(path));
    }

    private static List<StateVerdict> check(StreamExecutionEnvironment program) throws Exception {
        return SavepointCheck.of(
                savepoint,
                GraphCompiler.compile(program.getJobGraph("counting")),
                SavepointCheckTest.class.getClassLoader(),
                true);
    }

    @Test
    void theSameProgramKeepsAllState() throws Exception {
        List<StateVerdict> verdicts = check(program("counts").setParallelism(2));

        assertThat(verdicts).isNotEmpty().allMatch(verdict -> verdict.outcome() == Outcome.KEPT);
        assertThat(verdicts).extracting(StateVerdict::uid).contains("numbers", "counts");
    }

    @Test
    void anotherUidIsAnotherOperator() throws Exception {
        List<StateVerdict> verdicts = check(program("totals"));

        assertThat(verdicts)
                .contains(new StateVerdict("totals", "Keyed Reduce", "", Outcome.NEW, "starts with empty state"))
                .anyMatch(verdict -> verdict.uid().equals("counts")
                        && verdict.state().equals("keyed")
                        && verdict.outcome() == Outcome.DROPPED);
    }

    @Test
    void anotherNumberOfKeyGroupsIsImpossible() throws Exception {
        StreamExecutionEnvironment program =
                StreamExecutionEnvironment.withRunner(new LocalEngine()).setMaxParallelism(64);
        program.fromSequence(1, 10)
                .uid("numbers")
                .keyBy(number -> number)
                .reduce(Long::sum)
                .uid("counts")
                .sinkTo(new DiscardingSink<>());

        assertThat(check(program))
                .anyMatch(verdict -> verdict.uid().equals("counts")
                        && verdict.outcome() == Outcome.IMPOSSIBLE
                        && verdict.reason().contains("128 were written and the job has 64"));
    }
}
