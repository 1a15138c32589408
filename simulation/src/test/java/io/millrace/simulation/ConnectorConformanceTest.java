/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.Boundedness;
import io.millrace.connector.Committer;
import io.millrace.connector.PendingCommit;
import io.millrace.connector.SinkContext;
import io.millrace.connector.Source;
import io.millrace.connector.SourceContext;
import io.millrace.connector.SourceOutput;
import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitEnumerator;
import io.millrace.connector.SplitReader;
import io.millrace.connector.TwoPhaseCommitSink;
import io.millrace.connector.TwoPhaseCommitWriter;
import io.millrace.connector.basic.CollectionSource;
import io.millrace.connector.basic.SequenceSource;
import io.millrace.connector.files.FileSink;
import io.millrace.connector.files.FileSource;
import io.millrace.connector.files.RollingPolicy;
import io.millrace.environment.Environment;
import io.millrace.environment.Storage;
import io.millrace.format.csv.CsvFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The conformance kit passes the connectors that keep their contracts, and names what others break. */
class ConnectorConformanceTest {
    record Line(int id) {}

    private static final List<Line> LINES =
            IntStream.range(0, 9).mapToObj(Line::new).toList();

    private static byte[] csv(int from, int to) {
        StringBuilder text = new StringBuilder("id\n");
        IntStream.range(from, to).forEach(id -> text.append(id).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<Line> rowsIn(Map<String, byte[]> files) {
        List<Line> rows = new ArrayList<>();
        files.forEach((path, bytes) -> {
            if (!path.substring(path.lastIndexOf('/') + 1).startsWith(".")) {
                new String(bytes, StandardCharsets.UTF_8)
                        .lines()
                        .skip(1)
                        .forEach(line -> rows.add(new Line(Integer.parseInt(line))));
            }
        });
        return rows;
    }

    @Test
    void theSourcesOfTheProjectConform() {
        SourceConformance.of(new CollectionSource<>(LINES)).expecting(LINES).verify();
        SourceConformance.of(new SequenceSource(1, 50))
                .expecting(LongStream.rangeClosed(1, 50).boxed().toList())
                .verify();
        SourceConformance.of(FileSource.forRecords(CsvFormat.of(Line.class), "in"))
                .files(Map.of("in/a.csv", csv(0, 20), "in/b.csv", csv(20, 21), "in/c.csv", csv(0, 0)))
                .expecting(IntStream.range(0, 21).mapToObj(Line::new).toList())
                .verify();
    }

    @Test
    void theFileSinkConformsUnderEachRollingPolicy() {
        for (RollingPolicy policy :
                List.of(RollingPolicy.onEachCheckpoint(), RollingPolicy.onSize(6), RollingPolicy.onEndOfInput())) {
            assertConforms(FileSink.forRecords(CsvFormat.of(Line.class), "out").withRollingPolicy(policy));
        }
    }

    @Test
    void theFileSinkConformsWithBuckets() {
        for (RollingPolicy policy : List.of(RollingPolicy.onEachCheckpoint(), RollingPolicy.onEndOfInput())) {
            assertConforms(FileSink.forRecords(CsvFormat.of(Line.class), "out")
                    .withRollingPolicy(policy)
                    .withBucketAssigner((line, timestamp) -> "odd=" + line.id() % 2));
        }
    }

    private static void assertConforms(FileSink<Line> sink) {
        int runs = SinkConformance.onVirtualStorage(() -> sink, ConnectorConformanceTest::rowsIn)
                .elements(LINES)
                .verify();
        assertThat(runs).isGreaterThan(500);
    }

    // Sources that break their contract

    /** How a source of the numbers 0 to 9 goes wrong. */
    enum SourceFault {
        SKIPS_AN_ELEMENT_AFTER_RESTORE("restored after element 1"),
        REPEATS_AN_ELEMENT_AFTER_RESTORE("restored at its end at 10, gave [9]"),
        FORGETS_ITS_POSITION("restored at its end at 10, gave [0]"),
        CHANGES_POSITIONS_LATER("changed to"),
        EMITS_TOO_MUCH("where at most 1 were asked for"),
        STARTS_AGAIN_AT_ITS_END("restored at its end"),
        FINDS_KNOWN_SPLITS("was found again"),
        CANNOT_BE_STORED("java.lang.Thread at"),
        LOSES_ELEMENTS("are missing");

        private final String message;

        SourceFault(String message) {
            this.message = message;
        }
    }

    /** A split whose position can change, though it must not. */
    static class NumbersSplit implements SourceSplit {
        int next;
        boolean ended;

        @Override
        public String splitId() {
            return "numbers";
        }

        @Override
        public String toString() {
            return "at " + next;
        }
    }

    /** A split that holds what cannot be stored. */
    static final class ThreadSplit extends NumbersSplit {
        Thread reader = Thread.currentThread();
    }

    private record NumbersSource(SourceFault fault) implements Source<Integer, NumbersSplit> {
        @Override
        public Boundedness getBoundedness() {
            return Boundedness.BOUNDED;
        }

        @Override
        public SplitEnumerator<NumbersSplit> createEnumerator(SourceContext context) {
            return known -> known.isEmpty() || fault == SourceFault.FINDS_KNOWN_SPLITS
                    ? List.of(new NumbersSplit())
                    : List.of();
        }

        @Override
        public SplitReader<Integer, NumbersSplit> createReader(NumbersSplit split, SourceContext context) {
            return new NumbersReader(split, fault);
        }
    }

    private static final class NumbersReader implements SplitReader<Integer, NumbersSplit> {
        private final SourceFault fault;
        private final NumbersSplit only = new NumbersSplit();
        private int next;

        NumbersReader(NumbersSplit split, SourceFault fault) {
            this.fault = fault;
            boolean restored = split.next > 0;
            this.next = switch (fault) {
                case SKIPS_AN_ELEMENT_AFTER_RESTORE -> restored ? split.next + 1 : 0;
                case REPEATS_AN_ELEMENT_AFTER_RESTORE -> Math.max(0, split.next - 1);
                case FORGETS_ITS_POSITION -> 0;
                case STARTS_AGAIN_AT_ITS_END -> split.ended ? 0 : split.next;
                default -> split.next;
            };
        }

        @Override
        public Status read(SourceOutput<Integer> output, int maxRecords) {
            int most = fault == SourceFault.EMITS_TOO_MUCH ? maxRecords + 1 : maxRecords;
            int end = fault == SourceFault.LOSES_ELEMENTS ? 9 : 10;
            for (int i = 0; i < most && next < end; i++) {
                output.collect(next++);
            }
            return next < end ? Status.MORE : Status.END;
        }

        @Override
        public NumbersSplit position() {
            NumbersSplit position =
                    switch (fault) {
                        case CHANGES_POSITIONS_LATER -> only;
                        case CANNOT_BE_STORED -> new ThreadSplit();
                        default -> new NumbersSplit();
                    };
            position.next = next;
            position.ended = next == 10;
            return position;
        }

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @EnumSource
    void aSourceThatBreaksItsContractIsToldHow(SourceFault fault) {
        assertThatThrownBy(() -> SourceConformance.of(new NumbersSource(fault))
                        .expecting(IntStream.range(0, 10).boxed().toList())
                        .verify())
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining(fault.message);
    }

    // Sinks that break their contract

    /** How a sink goes wrong. */
    enum SinkFault {
        SHOWS_BEFORE_COMMIT("which no complete checkpoint holds"),
        COMMITS_TWICE("twice"),
        /** Whether the commit misses the file, or the reader its rows, is for what the loss of power leaves. */
        FORGETS_TO_SYNC("the sink failed with java.io.FileNotFoundException", "are missing"),
        PUTS_LATER_ELEMENTS_INTO_THE_CUT("which no complete checkpoint holds"),
        LOSES_ITS_CUT("are missing"),
        /** Enough while each is made durable before the next is cut off. */
        KEEPS_ITS_NEWEST_CUT_ALONE("every other checkpoint given up");

        private final List<String> messages;

        SinkFault(String... messages) {
            this.messages = List.of(messages);
        }
    }

    /** Writes each cut to a file of its own, which is renamed when it is committed; see {@link SinkFault}. */
    private record CutSink(SinkFault fault) implements TwoPhaseCommitSink<Line, String, String> {
        @Override
        public TwoPhaseCommitWriter<Line, String, String> restoreWriter(SinkContext context, List<String> states) {
            return new CutWriter(fault, context);
        }

        @Override
        public Committer<String, String> createCommitter(SinkContext context) {
            Storage storage = context.environment().storage("cuts");
            return new Committer<>() {
                @Override
                public void commit(List<String> committables) throws IOException {
                    for (String name : committables) {
                        if (fault == SinkFault.COMMITS_TWICE) {
                            copy(
                                    storage,
                                    "." + name,
                                    name + "-" + storage.list("").size());
                        } else if (storage.exists("." + name) || !storage.exists(name)) {
                            storage.rename("." + name, name);
                        }
                    }
                }

                @Override
                public void abortAllBut(List<String> states) {}
            };
        }
    }

    private static void copy(Storage storage, String source, String target) throws IOException {
        try (InputStream in = storage.open(source);
                Storage.OutputFile out = storage.create(target)) {
            byte[] bytes = in.readAllBytes();
            out.write(bytes, 0, bytes.length);
            out.sync();
        }
    }

    private static final class CutWriter implements TwoPhaseCommitWriter<Line, String, String> {
        private final SinkFault fault;
        private final SinkContext context;
        private List<Line> lines = new ArrayList<>();
        private List<Line> newestCut = List.of();
        private int cuts;

        CutWriter(SinkFault fault, SinkContext context) {
            this.fault = fault;
            this.context = context;
        }

        @Override
        public void write(Line element, long timestamp) {
            lines.add(element);
        }

        @Override
        public PendingCommit<String, String> prepareCommit(boolean endOfInput) {
            List<Line> content = lines;
            if (fault == SinkFault.PUTS_LATER_ELEMENTS_INTO_THE_CUT) {
                lines = new ArrayList<>();
            } else {
                content = List.copyOf(lines);
                lines.clear();
            }
            List<Line> cut = content;
            newestCut = content;
            List<Line> later = lines;
            String name = context.attemptId() + "-" + context.subtaskIndex() + "-" + cuts++;
            return new PendingCommit<>() {
                @Override
                public void persist() throws IOException {
                    if (fault == SinkFault.LOSES_ITS_CUT && cuts == 2) {
                        return;
                    }
                    List<Line> all = new ArrayList<>(fault == SinkFault.KEEPS_ITS_NEWEST_CUT_ALONE ? newestCut : cut);
                    if (fault == SinkFault.PUTS_LATER_ELEMENTS_INTO_THE_CUT) {
                        all.addAll(later);
                    }
                    write(context.environment(), (fault == SinkFault.SHOWS_BEFORE_COMMIT ? "" : ".") + name, all);
                }

                private void write(Environment environment, String file, List<Line> rows) throws IOException {
                    StringBuilder text = new StringBuilder("id\n");
                    rows.forEach(line -> text.append(line.id()).append('\n'));
                    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
                    try (Storage.OutputFile out = environment.storage("cuts").create(file)) {
                        out.write(bytes, 0, bytes.length);
                        if (fault != SinkFault.FORGETS_TO_SYNC) {
                            out.sync();
                        }
                    }
                }

                @Override
                public List<String> states() {
                    return List.of();
                }

                @Override
                public List<String> committables() {
                    return fault == SinkFault.LOSES_ITS_CUT && cuts == 2 ? List.of() : List.of(name);
                }
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSinkThatBreaksItsContractIsToldHow(SinkFault fault) {
        Supplier<CutSink> sink = () -> new CutSink(fault);
        assertThatThrownBy(() -> SinkConformance.onVirtualStorage(sink, ConnectorConformanceTest::rowsIn)
                        .elements(LINES)
                        .verify())
                .isInstanceOf(SimulationFailure.class)
                .message()
                .containsAnyOf(fault.messages.toArray(String[]::new));
    }
}
