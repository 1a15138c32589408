/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.checkpoint;

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
import io.millrace.function.Collector;
import io.millrace.graph.JobConfiguration.ResumeMode;
import io.millrace.process.CheckpointedFunction;
import io.millrace.process.FunctionInitializationContext;
import io.millrace.process.FunctionSnapshotContext;
import io.millrace.process.KeyedProcessFunction;
import io.millrace.process.OpenContext;
import io.millrace.runner.JobClient;
import io.millrace.runner.JobMetrics;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The job as a Millrace program. */
final class MillraceJob implements BenchmarkJob {
    private static final String COUNTING = "counting";

    /** When each subtask's snapshot began, as {@link System#nanoTime}. */
    private static final AtomicLongArray SNAPSHOT_STARTS = new AtomicLongArray(1024);

    private final Path directory;
    private final JobClient client;

    private MillraceJob(Path directory, JobClient client) {
        this.directory = directory;
        this.client = client;
    }

    /**
     * Starts the job of the current {@link Load}.
     *
     * @param directory of its checkpoints, from the newest of which it goes on
     */
    static MillraceJob start(Path directory) throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(Load.current().parallelism());
        environment.setCheckpointDirectory(directory.toString());
        environment.setResumeMode(ResumeMode.NEWEST);
        environment
                .fromSource(new Updates(), WatermarkStrategy.<Update>noWatermarks(), "updates")
                .keyBy(Update::key)
                .process(new Counting())
                .name(COUNTING)
                .sinkTo(new Rows());
        return new MillraceJob(directory, environment.executeAsync("checkpoints"));
    }

    @Override
    public Checkpoint checkpoint() throws Exception {
        long start = System.nanoTime();
        long id = client.triggerCheckpoint().get();
        long nanos = System.nanoTime() - start;
        return new Checkpoint(nanos, bytesIn(directory.resolve("chk-" + id)), pauses());
    }

    private static long bytesIn(Path checkpoint) throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(checkpoint)) {
            for (Path file : files.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    private List<Pause> pauses() {
        List<Pause> pauses = new ArrayList<>();
        for (JobMetrics.Task task : client.metrics().tasks()) {
            if (task.name().contains(COUNTING)) {
                pauses.add(new Pause(SNAPSHOT_STARTS.get(task.subtask()), task.lastPauseNanos()));
            }
        }
        return pauses;
    }

    private static final class Counting extends KeyedProcessFunction<Long, Update, Updated>
            implements CheckpointedFunction {
        private static final long serialVersionUID = 1;

        @SuppressWarnings("NullAway.Init") // set by open
        private transient ValueState<Account> accounts;

        @Override
        public void open(OpenContext context) {
            accounts = getRuntimeContext().getState(new ValueStateDescriptor<>("account", Account.class));
        }

        @Override
        public void processElement(Update update, Context context, Collector<Updated> out) throws Exception {
            Account before = accounts.value();
            Account after = before == null ? Account.first(update.key()) : before.counted();
            accounts.update(after);
            out.collect(new Updated(update.number(), after.count(), update.due()));
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {
            SNAPSHOT_STARTS.set(getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(), System.nanoTime());
        }

        @Override
        public void initializeState(FunctionInitializationContext context) {}
    }

    private static final class Updates implements Source<Update, Updates.Split> {
        private static final long serialVersionUID = 1;

        /** @param emitted how many of its events */
        record Split(int source, long emitted) implements SourceSplit {
            @Override
            public String splitId() {
                return Integer.toString(source);
            }
        }

        @Override
        public Boundedness getBoundedness() {
            return Boundedness.CONTINUOUS_UNBOUNDED;
        }

        @Override
        public SplitEnumerator<Split> createEnumerator(SourceContext context) {
            return known -> IntStream.range(0, Load.current().parallelism())
                    .mapToObj(source -> new Split(source, 0))
                    .filter(split -> !known.contains(split.splitId()))
                    .toList();
        }

        @Override
        public SplitReader<Update, Split> createReader(Split split, SourceContext context) {
            return new Reader(split);
        }

        private static final class Reader implements SplitReader<Update, Split> {
            private final Split start;
            private final PacedUpdates updates;

            Reader(Split start) {
                this.start = start;
                this.updates = new PacedUpdates(start.source(), start.emitted());
            }

            @Override
            public Status read(SourceOutput<Update> output, int maxRecords) {
                return updates.emit(maxRecords, output::collect) ? Status.MORE : Status.NOTHING_NOW;
            }

            @Override
            public long retryAtMillis(long nowMillis) {
                return nowMillis + 1;
            }

            @Override
            public Split position() {
                return new Split(start.source(), updates.position());
            }

            @Override
            public void close() {}
        }
    }

    private static final class Rows implements Sink<Updated> {
        private static final long serialVersionUID = 1;

        @Override
        public SinkWriter<Updated> createWriter(SinkContext context) {
            Load load = Load.current();
            int subtask = context.subtaskIndex();
            return (row, timestamp) -> load.arrived(subtask, row.number(), row.count(), row.due());
        }
    }
}
