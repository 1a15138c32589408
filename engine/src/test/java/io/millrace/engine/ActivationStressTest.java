/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connector.Boundedness;
import io.millrace.connector.Source;
import io.millrace.connector.SourceContext;
import io.millrace.connector.SourceOutput;
import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitEnumerator;
import io.millrace.connector.SplitReader;
import io.millrace.connector.basic.CollectingSink;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Looks for wake-ups that are lost: a job that misses one never ends. */
@Timeout(120)
class ActivationStressTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    record Numbers(String splitId, long next, long last) implements SourceSplit {}

    /** Pauses after each number, so that each travels in a batch of its own and all workers park again and again. */
    private static final class HaltingReader implements SplitReader<Long, Numbers> {
        private final Numbers split;
        private long next;
        private boolean pausing;

        HaltingReader(Numbers split) {
            this.split = split;
            this.next = split.next();
        }

        @Override
        public Status read(SourceOutput<Long> output, int maxRecords) {
            if (next > split.last()) {
                return Status.END;
            }
            pausing = !pausing;
            if (pausing) {
                return Status.NOTHING_NOW;
            }
            output.collect(next++);
            return Status.MORE;
        }

        @Override
        public Numbers position() {
            return new Numbers(split.splitId(), next, split.last());
        }

        @Override
        public long retryAtMillis(long nowMillis) {
            return nowMillis;
        }

        @Override
        public void close() {}
    }

    private record HaltingSource(long last) implements Source<Long, Numbers> {
        @Override
        public Boundedness getBoundedness() {
            return Boundedness.BOUNDED;
        }

        @Override
        public SplitEnumerator<Numbers> createEnumerator(SourceContext context) {
            return known -> known.isEmpty() ? List.of(new Numbers("all", 1, last)) : List.of();
        }

        @Override
        public SplitReader<Long, Numbers> createReader(Numbers split, SourceContext context) {
            return new HaltingReader(split);
        }
    }

    @RepeatedTest(10)
    void losesNoWakeUpOfTinyBatches() throws Exception {
        CollectingSink<Long> sink = new CollectingSink<>();
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.withRunner(new LocalEngine()).setParallelism(3);
        env.fromSource(new HaltingSource(3_000), WatermarkStrategy.noWatermarks(), "Halting")
                .setParallelism(1)
                .keyBy(number -> number)
                .map(number -> number)
                .rebalance()
                .map(number -> number)
                .keyBy(number -> number)
                .map(number -> number)
                .sinkTo(sink);

        assertThat(env.executeAsync("tiny").await(LIMIT)).isTrue();

        assertThat(sink.results())
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(1, 3_000).boxed().toList());
    }

    @RepeatedTest(5)
    void losesNoWakeUpAtTheMark() throws Exception {
        CollectingSink<Long> sink = new CollectingSink<>();
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.withRunner(new LocalEngine()).setParallelism(2);
        env.fromSequence(1, 1_000_000)
                .rebalance()
                .map(number -> number)
                .keyBy(number -> number)
                .filter(number -> number % 100 == 0)
                .rebalance()
                .sinkTo(sink);

        assertThat(env.executeAsync("mark").await(LIMIT)).isTrue();

        assertThat(sink.results()).hasSize(10_000).doesNotHaveDuplicates();
    }

    @Test
    void startsAndEndsManyShortJobs() throws Exception {
        for (int run = 0; run < 200; run++) {
            CollectingSink<Long> sink = new CollectingSink<>();
            StreamExecutionEnvironment env =
                    StreamExecutionEnvironment.withRunner(new LocalEngine()).setParallelism(4);
            env.fromSequence(1, 20)
                    .keyBy(number -> number)
                    .map(number -> number)
                    .sinkTo(sink);
            assertThat(env.executeAsync("short-" + run).await(LIMIT)).isTrue();
            assertThat(sink.results()).hasSize(20);
        }
    }
}
