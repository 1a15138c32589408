/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.Boundedness;
import io.millrace.connector.Source;
import io.millrace.connector.SourceContext;
import io.millrace.connector.SourceOutput;
import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitEnumerator;
import io.millrace.connector.SplitReader;
import io.millrace.connector.basic.CollectingSink;
import io.millrace.function.OutputTag;
import io.millrace.runner.JobClient;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OffloadedReaderTest {
    private static final JobThreads THREADS = new JobThreads("offload");
    private static final String END = "END";
    private static final String FAIL = "FAIL";

    record LineSplit(String splitId, long offset) implements SourceSplit {}

    /** Waits for lines, as a socket does. */
    private static final class WaitingReader implements SplitReader<String, LineSplit> {
        private final BlockingQueue<String> lines;
        private long offset;
        private volatile boolean closed;

        WaitingReader(BlockingQueue<String> lines) {
            this.lines = lines;
        }

        @Override
        public Status read(SourceOutput<String> output, int maxRecords) throws Exception {
            String line = lines.take();
            if (line.equals(FAIL)) {
                throw new IOException("connection lost");
            }
            if (line.equals(END)) {
                return Status.END;
            }
            offset++;
            output.collect(line);
            return Status.MORE;
        }

        @Override
        public LineSplit position() {
            return new LineSplit("lines", offset);
        }

        @Override
        public boolean isBlocking() {
            return true;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static final class Lines implements SourceOutput<String> {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void collect(String element) {
            lines.add(element);
        }

        @Override
        public void collect(String element, long timestamp) {
            lines.add(element);
        }

        @Override
        public <X> void sideOutput(OutputTag<X> tag, X element) {
            throw new AssertionError("no side output is expected");
        }
    }

    private final BlockingQueue<String> input = new LinkedBlockingQueue<>();
    private final WaitingReader reader = new WaitingReader(input);
    private final LinkedBlockingQueue<Boolean> wakeUps = new LinkedBlockingQueue<>();

    private OffloadedReader<String, LineSplit> offload() {
        return new OffloadedReader<>(reader, THREADS, () -> wakeUps.add(true));
    }

    private void awaitWakeUps(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            assertThat(wakeUps.poll(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void handsOutAtMostWhatIsAskedForAndKnowsItsPosition() throws Exception {
        input.addAll(List.of("a", "b", "c", END));
        Lines lines = new Lines();
        OffloadedReader<String, LineSplit> offloaded = offload();
        awaitWakeUps(4);

        assertThat(offloaded.position().offset()).isZero();
        assertThat(offloaded.read(lines, 2)).isEqualTo(SplitReader.Status.MORE);
        assertThat(lines.lines).containsExactly("a", "b");
        assertThat(offloaded.position().offset()).isEqualTo(2);
        assertThat(offloaded.read(lines, 2)).isEqualTo(SplitReader.Status.END);
        assertThat(lines.lines).containsExactly("a", "b", "c");
        assertThat(offloaded.position().offset()).isEqualTo(3);
        offloaded.close();
        assertThat(reader.closed).isTrue();
    }

    @Test
    void saysThatThereIsNothingNowInsteadOfBlocking() throws Exception {
        Lines lines = new Lines();
        OffloadedReader<String, LineSplit> offloaded = offload();

        assertThat(offloaded.read(lines, 10)).isEqualTo(SplitReader.Status.NOTHING_NOW);
        assertThat(offloaded.retryAtMillis(0)).isEqualTo(SplitReader.WHEN_WOKEN);
        input.add("late");
        awaitWakeUps(1);
        offloaded.read(lines, 10);
        assertThat(lines.lines).containsExactly("late");
        offloaded.close();
    }

    @Test
    void failsInTheTaskBehindWhatWasReadBefore() throws Exception {
        input.addAll(List.of("a", FAIL));
        Lines lines = new Lines();
        OffloadedReader<String, LineSplit> offloaded = offload();
        awaitWakeUps(2);

        assertThatThrownBy(() -> offloaded.read(lines, 10))
                .isInstanceOf(IOException.class)
                .hasMessage("connection lost");
        assertThat(lines.lines).containsExactly("a");
        offloaded.close();
    }

    @Test
    void endsItsThreadWhenClosed() throws Exception {
        OffloadedReader<String, LineSplit> offloaded = offload();
        offloaded.close();

        assertThat(reader.closed).isTrue();
        assertThat(LocalEngineTest.threadsOf("offload-reader")).isEmpty();
    }

    record WaitingSource(BlockingQueue<String> lines) implements Source<String, LineSplit> {
        @Override
        public Boundedness getBoundedness() {
            return Boundedness.CONTINUOUS_UNBOUNDED;
        }

        @Override
        public SplitEnumerator<LineSplit> createEnumerator(SourceContext context) {
            return known -> known.isEmpty() ? List.of(new LineSplit("lines", 0)) : List.of();
        }

        @Override
        public SplitReader<String, LineSplit> createReader(LineSplit split, SourceContext context) {
            return new WaitingReader(lines);
        }
    }

    @Test
    void feedsAJobAsLinesArriveAndLeavesNoThread() throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.withRunner(new LocalEngine());
        LinkedBlockingQueue<String> seen = new LinkedBlockingQueue<>();
        env.fromSource(new WaitingSource(input), WatermarkStrategy.noWatermarks(), "Lines")
                .keyBy(line -> line)
                .map(line -> {
                    seen.add(line);
                    return line;
                })
                .setParallelism(2)
                .sinkTo(new CollectingSink<>());
        JobClient job = env.executeAsync("blocking-reader");

        for (String line : List.of("x", "y", "z")) {
            input.add(line);
            assertThat(seen.poll(20, TimeUnit.SECONDS)).isEqualTo(line);
        }
        job.cancel().get(20, TimeUnit.SECONDS);

        for (Thread thread : LocalEngineTest.threadsOf("blocking-reader")) {
            thread.join(20_000);
        }
        assertThat(LocalEngineTest.threadsOf("blocking-reader")).isEmpty();
    }
}
