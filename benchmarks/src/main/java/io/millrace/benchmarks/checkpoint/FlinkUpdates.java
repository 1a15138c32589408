/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.checkpoint;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/** The updates as a Flink source with one split per reader, which looks each millisecond for what is due. */
final class FlinkUpdates implements Source<Tuple3<Long, Long, Long>, FlinkUpdates.Split, Integer> {
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
    public SourceReader<Tuple3<Long, Long, Long>, Split> createReader(SourceReaderContext context) {
        return new Reader();
    }

    @Override
    public SplitEnumerator<Split, Integer> createEnumerator(SplitEnumeratorContext<Split> context) {
        return new Enumerator(context);
    }

    @Override
    public SplitEnumerator<Split, Integer> restoreEnumerator(SplitEnumeratorContext<Split> context, Integer state) {
        return new Enumerator(context);
    }

    @Override
    public SimpleVersionedSerializer<Split> getSplitSerializer() {
        return new SplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<Integer> getEnumeratorCheckpointSerializer() {
        return new NothingSerializer();
    }

    private static final class Reader implements SourceReader<Tuple3<Long, Long, Long>, Split> {
        /** A short run, so that barriers come to their turn. */
        private static final int EVENTS_PER_POLL = 100;

        private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "updates-timer");
            thread.setDaemon(true);
            return thread;
        });
        private CompletableFuture<Void> available = new CompletableFuture<>();
        private @Nullable Split start;
        private @Nullable PacedUpdates updates;

        @Override
        public void start() {}

        @Override
        public void addSplits(List<Split> splits) {
            for (Split split : splits) {
                start = split;
                updates = new PacedUpdates(split.source(), split.emitted());
            }
            available.complete(null);
        }

        @Override
        public InputStatus pollNext(ReaderOutput<Tuple3<Long, Long, Long>> output) {
            PacedUpdates source = updates;
            if (source == null) {
                return InputStatus.NOTHING_AVAILABLE;
            }
            boolean more = source.emit(
                    EVENTS_PER_POLL, update -> output.collect(Tuple3.of(update.number(), update.key(), update.due())));
            if (more) {
                return InputStatus.MORE_AVAILABLE;
            }
            CompletableFuture<Void> soon = new CompletableFuture<>();
            available = soon;
            Future<?> unused = timer.schedule(() -> soon.complete(null), 1, TimeUnit.MILLISECONDS);
            return InputStatus.NOTHING_AVAILABLE;
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return available;
        }

        @Override
        public void notifyNoMoreSplits() {}

        @Override
        public List<Split> snapshotState(long checkpointId) {
            return start == null || updates == null
                    ? List.of()
                    : List.of(new Split(start.source(), updates.position()));
        }

        @Override
        public void close() {
            timer.shutdownNow();
        }
    }

    private static final class Enumerator implements SplitEnumerator<Split, Integer> {
        private final SplitEnumeratorContext<Split> context;

        Enumerator(SplitEnumeratorContext<Split> context) {
            this.context = context;
        }

        @Override
        public void start() {}

        @Override
        public void addReader(int subtask) {
            context.assignSplit(new Split(subtask, 0), subtask);
            context.signalNoMoreSplits(subtask);
        }

        @Override
        public void handleSplitRequest(int subtask, @Nullable String requesterHostname) {
            throw new IllegalStateException("Subtask " + subtask + " asked for a split although each has its own");
        }

        @Override
        public void addSplitsBack(List<Split> splits, int subtask) {
            throw new IllegalStateException("Subtask " + subtask + " failed; this benchmark does not recover Flink");
        }

        /** Nothing to remember: the assignment is fixed. */
        @Override
        public Integer snapshotState(long checkpointId) {
            return 0;
        }

        @Override
        public void close() {}
    }

    private static final class SplitSerializer implements SimpleVersionedSerializer<Split> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Split split) {
            return ByteBuffer.allocate(12)
                    .putInt(split.source())
                    .putLong(split.emitted())
                    .array();
        }

        @Override
        public Split deserialize(int version, byte[] serialized) {
            ByteBuffer bytes = ByteBuffer.wrap(serialized);
            return new Split(bytes.getInt(), bytes.getLong());
        }
    }

    private static final class NothingSerializer implements SimpleVersionedSerializer<Integer> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Integer state) {
            return new byte[0];
        }

        @Override
        public Integer deserialize(int version, byte[] serialized) {
            return 0;
        }
    }
}
