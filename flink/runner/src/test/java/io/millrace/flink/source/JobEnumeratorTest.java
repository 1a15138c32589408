/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connector.Boundedness;
import io.millrace.connector.Source;
import io.millrace.connector.SourceContext;
import io.millrace.connector.SplitEnumerator;
import io.millrace.connector.SplitReader;
import io.millrace.connector.basic.SequenceSource;
import io.millrace.connector.basic.SequenceSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the subtasks of a source are told, and when. */
class JobEnumeratorTest {
    private static final GivenSplits NOTHING_GIVEN = new GivenSplits(Set.of(), false);

    private final String run = UUID.randomUUID().toString();
    private final Master master = new Master(2);
    private final JobEnumerator enumerator =
            new JobEnumerator(source(new SequenceSource(1, 100), 0, 1), master, NOTHING_GIVEN);

    @BeforeEach
    void start() {
        enumerator.start();
    }

    @AfterEach
    void close() throws Exception {
        enumerator.close();
    }

    private SplitSource source(Source<?, ?> of, int number, int sources) {
        return new SplitSource("test", of, null, number, run, sources, Set.of());
    }

    private void register(int subtask) {
        master.registerReader(subtask);
        enumerator.addReader(subtask);
    }

    private void ended(int subtask) {
        enumerator.handleSourceEvent(subtask, new SplitEvent.Ended());
    }

    @Test
    void eachSubtaskIsGivenSplitsAndThenTheWordThatThereAreNoMore() {
        register(0);
        register(1);

        assertThat(master.sent)
                .containsExactly(
                        "0 splits",
                        "0 " + new SplitEvent.Assigned(true),
                        "1 splits",
                        "1 " + new SplitEvent.Assigned(true));
    }

    @Test
    void allFinishTogether() {
        register(0);
        register(1);
        ended(1);
        assertThat(master.sent).doesNotContain("1 " + new SplitEvent.MayFinish());

        ended(0);
        assertThat(master.sent).contains("0 " + new SplitEvent.MayFinish(), "1 " + new SplitEvent.MayFinish());
    }

    /** It would be told to finish before it has read again what it had read. */
    @Test
    void oneThatEndedBeforeARestartIsNotTakenToHaveEndedAgain() {
        register(0);
        register(1);
        ended(1);
        master.readers.clear(); // both are reset
        register(0);
        ended(0);
        assertThat(master.sent).doesNotContain("0 " + new SplitEvent.MayFinish());

        register(1);
        assertThat(master.sent).doesNotContain("0 " + new SplitEvent.MayFinish());

        ended(1);
        assertThat(master.sent).contains("0 " + new SplitEvent.MayFinish(), "1 " + new SplitEvent.MayFinish());
    }

    @Test
    void saysNothingWhereItLooksAgainAndFindsNothing() throws Exception {
        Master watching = new Master(1);
        watching.registerReader(0);
        try (JobEnumerator looking = new JobEnumerator(source(new WatchedSource(), 0, 1), watching, NOTHING_GIVEN)) {
            looking.start();
            watching.sent.clear();

            watching.look.run();
        }

        assertThat(watching.sent).isEmpty();
    }

    /** A source in which there never is anything. */
    private static final class WatchedSource implements Source<Long, SequenceSplit> {
        @Override
        public Boundedness getBoundedness() {
            return Boundedness.CONTINUOUS_UNBOUNDED;
        }

        @Override
        public SplitEnumerator<SequenceSplit> createEnumerator(SourceContext context) {
            return new SplitEnumerator<>() {
                @Override
                public List<SequenceSplit> discover(Set<String> known) {
                    return List.of();
                }

                @Override
                public long discoveryIntervalMillis() {
                    return 50;
                }
            };
        }

        @Override
        public SplitReader<Long, SequenceSplit> createReader(SequenceSplit split, SourceContext context) {
            throw new UnsupportedOperationException();
        }
    }

    /** The job's master as an enumerator sees it; what may block is done at once. */
    private static final class Master implements SplitEnumeratorContext<NamedSplit> {
        private final Map<Integer, ReaderInfo> readers = new TreeMap<>();
        private final List<String> sent = new ArrayList<>();
        private final int parallelism;
        private Runnable look = () -> {};

        Master(int parallelism) {
            this.parallelism = parallelism;
        }

        void registerReader(int subtask) {
            readers.put(subtask, new ReaderInfo(subtask, "here"));
        }

        @Override
        public SplitEnumeratorMetricGroup metricGroup() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void sendEventToSourceReader(int subtask, SourceEvent event) {
            sent.add(subtask + " " + event);
        }

        @Override
        public int currentParallelism() {
            return parallelism;
        }

        @Override
        public Map<Integer, ReaderInfo> registeredReaders() {
            return readers;
        }

        @Override
        public void assignSplits(SplitsAssignment<NamedSplit> splits) {
            splits.assignment().keySet().forEach(subtask -> sent.add(subtask + " splits"));
        }

        @Override
        public void signalNoMoreSplits(int subtask) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
            try {
                handler.accept(callable.call(), null);
            } catch (Exception failure) {
                handler.accept(null, failure);
            }
        }

        @Override
        public <T> void callAsync(
                Callable<T> callable, BiConsumer<T, Throwable> handler, long initialDelay, long period) {
            look = () -> callAsync(callable, handler);
        }

        @Override
        public void runInCoordinatorThread(Runnable runnable) {
            runnable.run();
        }
    }
}
