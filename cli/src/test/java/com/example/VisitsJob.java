/* SPDX-License-Identifier: Apache-2.0 */
package com.example;

import io.millrace.connector.files.FileSink;
import io.millrace.connector.files.FileSource;
import io.millrace.format.csv.CsvFormat;
import io.millrace.function.Collector;
import io.millrace.process.KeyedProcessFunction;
import io.millrace.process.OpenContext;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import java.nio.file.Path;
import java.time.Duration;

/** Counts visits by door, in files that come one after the other: a program that goes on from where it was stopped. */
public final class VisitsJob {
    private VisitsJob() {}

    /** A line of the input. */
    public record Visit(String door) {}

    /** A line of the output: the so manieth visit by that door. */
    public record Count(String door, long visits) {}

    /** Runs without end. Arguments: the directory that holds the input in {@code in}. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment()
                .setCheckpointDirectory(directory.resolve("cluster-checkpoints").toString());
        build(environment, directory, true);
        environment.execute("visits");
    }

    /** @param watches whether more files will come */
    public static void build(StreamExecutionEnvironment environment, Path directory, boolean watches) {
        FileSource<Visit> files = FileSource.forRecords(
                CsvFormat.of(Visit.class), directory.resolve("in").toString());
        environment
                .enableCheckpointing(100)
                .fromSource(
                        watches ? files.monitorContinuously(Duration.ofMillis(50)) : files,
                        WatermarkStrategy.noWatermarks(),
                        "visits")
                .uid("visits")
                .keyBy(Visit::door)
                .process(new Counting())
                .uid("counts")
                .sinkTo(FileSink.forRecords(
                        CsvFormat.of(Count.class), directory.resolve("out").toString()))
                .uid("out");
    }

    private static final class Counting extends KeyedProcessFunction<String, Visit, Count> {
        private transient ValueState<Long> visits;

        @Override
        public void open(OpenContext context) {
            visits = getRuntimeContext().getState(new ValueStateDescriptor<>("visits", Long.class));
        }

        @Override
        public void processElement(Visit visit, Context context, Collector<Count> out) throws Exception {
            Long before = visits.value();
            long now = before == null ? 1 : before + 1;
            visits.update(now);
            out.collect(new Count(visit.door(), now));
        }
    }
}
