/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.process.RichMapFunction;
import io.millrace.runner.JobClient;
import io.millrace.runner.JobExecutionResult;
import io.millrace.stream.CloseableIterator;
import io.millrace.stream.DataStream;
import io.millrace.stream.JobListener;
import io.millrace.stream.ParameterTool;
import io.millrace.stream.StreamExecutionEnvironment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ExecuteAndCollectTest {
    private static StreamExecutionEnvironment environment(int parallelism) {
        return StreamExecutionEnvironment.withRunner(new LocalEngine()).setParallelism(parallelism);
    }

    private static <T> List<T> drain(CloseableIterator<T> results) {
        List<T> all = new ArrayList<>();
        results.forEachRemaining(all::add);
        return all;
    }

    @Test
    void givesTheElementsOfAStream() throws Exception {
        StreamExecutionEnvironment env = environment(2);
        DataStream<Long> doubled = env.fromSequence(1, 5_000).map(number -> number * 2);
        try (CloseableIterator<Long> results = doubled.executeAndCollect("doubled")) {
            assertThat(drain(results))
                    .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 5_000)
                            .mapToObj(number -> number * 2)
                            .toList());
        }
        assertThat(env.fromData(1, 2, 3).executeAndCollect(10)).containsExactly(1, 2, 3);
    }

    @Test
    void aLimitEndsTheJob() throws Exception {
        List<Long> first = environment(1).fromSequence(1, Long.MAX_VALUE - 1).executeAndCollect("endless", 3);

        assertThat(first).containsExactly(1L, 2L, 3L);
    }

    @Test
    void resultsAreExactlyOnceWhereThereAreCheckpoints(@TempDir Path directory) throws Exception {
        AtomicInteger failures = new AtomicInteger(1);
        StreamExecutionEnvironment env = environment(2);
        env.enableCheckpointing(5).setCheckpointDirectory(directory.toString());
        DataStream<Long> risky = env.fromSequence(1, 200_000).map(number -> {
            if (number == 90_000 && failures.getAndDecrement() > 0) {
                throw new IllegalStateException("once");
            }
            return number;
        });
        try (CloseableIterator<Long> results = risky.executeAndCollect()) {
            assertThat(drain(results)).hasSize(200_000).doesNotHaveDuplicates();
        }
        assertThat(failures.get()).isLessThan(1);
    }

    @Test
    void aFailureOfTheJobIsToldToWhoTakesItsResults() throws Exception {
        DataStream<Integer> failing = environment(1).fromData(1).map(number -> {
            throw new IllegalStateException("no result");
        });
        try (CloseableIterator<Integer> results = failing.executeAndCollect()) {
            assertThatThrownBy(results::hasNext).hasStackTraceContaining("no result");
        }
    }

    @Test
    void streamsCanBeCollectedOfAProgramThatIsExecutedLater() throws Exception {
        StreamExecutionEnvironment env = environment(1);
        DataStream<Integer> numbers = env.fromData(1, 2, 3);
        CloseableIterator<Integer> odd =
                numbers.filter(number -> number % 2 == 1).collectAsync();
        CloseableIterator<Integer> even =
                numbers.filter(number -> number % 2 == 0).collectAsync();
        assertThatThrownBy(odd::hasNext).hasMessageContaining("was not started. Call execute()");
        env.execute();

        assertThat(drain(odd)).containsExactly(1, 3);
        assertThat(drain(even)).containsExactly(2);
    }

    @Test
    void listenersHearOfJobs() throws Exception {
        List<String> heard = new ArrayList<>();
        StreamExecutionEnvironment env = environment(1);
        env.registerJobListener(new JobListener() {
            @Override
            public void onJobSubmitted(@Nullable JobClient jobClient, @Nullable Throwable throwable) {
                heard.add("submitted " + (jobClient == null ? throwable : jobClient.getJobName()));
            }

            @Override
            public void onJobExecuted(@Nullable JobExecutionResult result, @Nullable Throwable throwable) {
                heard.add("executed " + (result == null ? "with a failure" : result.getJobName()));
            }
        });
        assertThatThrownBy(() -> env.execute("empty")).hasMessageContaining("no operators");
        env.fromData(1).map(number -> 1 / (number - 1)).print();
        assertThatThrownBy(() -> env.execute("failing")).hasStackTraceContaining("by zero");

        assertThat(heard)
                .hasSize(3)
                .startsWith(heard.get(0), "submitted failing")
                .endsWith("executed with a failure");
        assertThat(heard.get(0)).contains("no operators");
    }

    private static final class Greeting extends RichMapFunction<String, String> {
        @Override
        public String map(String name) {
            return getRuntimeContext().getGlobalJobParameters().get("greeting") + " " + name;
        }
    }

    @Test
    void functionsSeeWhatTheProgramWasStartedWith() throws Exception {
        StreamExecutionEnvironment env = environment(1);
        env.getConfig().setGlobalJobParameters(ParameterTool.fromArgs(new String[] {"--greeting", "hello"}));

        assertThat(env.fromData("ann").map(new Greeting()).executeAndCollect(1)).containsExactly("hello ann");
    }
}
