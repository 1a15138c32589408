/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.windows;

import io.millrace.connector.Boundedness;
import io.millrace.connector.Sink;
import io.millrace.connector.SinkContext;
import io.millrace.connector.SinkWriter;
import io.millrace.connector.Source;
import io.millrace.connector.SourceContext;
import io.millrace.connector.SourceOutput;
import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitEnumerator;
import io.millrace.connector.SplitReader;
import io.millrace.function.Aggregates;
import io.millrace.function.LongAggregateFunction;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import io.millrace.window.SlidingEventTimeWindows;
import java.time.Duration;
import java.util.List;

/** The job as a Millrace program. */
final class MillraceWindows {
    private MillraceWindows() {}

    /** Runs until the JVM ends. */
    static void run(WindowCase windowCase) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        environment
                .fromSource(
                        new Readings(windowCase.keys()),
                        WatermarkStrategy.<Reading>forMonotonousTimestamps(),
                        "readings")
                .keyBy(Reading::key)
                .window(SlidingEventTimeWindows.of(
                        Duration.ofMillis(windowCase.sizeMillis()), Duration.ofMillis(Reading.SLIDE_MILLIS)))
                .aggregate(aggregate(windowCase.aggregate()))
                .sinkTo(new Rows());
        environment.execute("windows");
    }

    private static LongAggregateFunction<Reading, Long> aggregate(String name) {
        return name.equals(WindowCase.SUM)
                ? Aggregates.sum(MillraceWindows::value)
                : Aggregates.max(MillraceWindows::value);
    }

    private static long value(Reading reading) {
        Progress.add();
        return reading.value();
    }

    private record Readings(long keys) implements Source<Reading, Readings.Split> {
        record Split(long next) implements SourceSplit {
            @Override
            public String splitId() {
                return "all";
            }
        }

        @Override
        public Boundedness getBoundedness() {
            return Boundedness.BOUNDED;
        }

        @Override
        public SplitEnumerator<Split> createEnumerator(SourceContext context) {
            return known -> known.isEmpty() ? List.of(new Split(0)) : List.of();
        }

        @Override
        public SplitReader<Reading, Split> createReader(Split split, SourceContext context) {
            return new Reader(split.next(), keys);
        }

        private static final class Reader implements SplitReader<Reading, Split> {
            private final long keys;
            private long next;

            Reader(long next, long keys) {
                this.next = next;
                this.keys = keys;
            }

            @Override
            public Status read(SourceOutput<Reading> output, int maxRecords) {
                for (int i = 0; i < maxRecords; i++) {
                    Reading reading = Reading.of(next++, keys);
                    output.collect(reading, reading.time());
                }
                return Status.MORE;
            }

            @Override
            public Split position() {
                return new Split(next);
            }

            @Override
            public void close() {}
        }
    }

    private static final class Rows implements Sink<Long> {
        @Override
        public SinkWriter<Long> createWriter(SinkContext context) {
            return new SinkWriter<>() {
                @Override
                public void write(Long element, long timestamp) {
                    Progress.row(element, timestamp);
                }

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public void close() {}
            };
        }
    }
}
