/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql.flink;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/** The changes of a table in order, read by one subtask, in a job that is never restored. */
final class ChangesSource implements Source<RowData, ChangesSource.Whole, ChangesSource.Whole> {
    private static final long serialVersionUID = 1L;

    private final String name;

    /** @param name of its rows among {@link FlinkInputs} */
    ChangesSource(String name) {
        this.name = name;
    }

    /** All of a list: the only split, and as the enumerator's state a word without meaning. */
    record Whole(String splitId) implements SourceSplit {}

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<RowData, Whole> createReader(SourceReaderContext context) {
        return new Reader(FlinkInputs.get(name));
    }

    @Override
    public SplitEnumerator<Whole, Whole> createEnumerator(SplitEnumeratorContext<Whole> context) {
        return new Enumerator(name, context);
    }

    @Override
    public SplitEnumerator<Whole, Whole> restoreEnumerator(SplitEnumeratorContext<Whole> context, Whole state) {
        return new Enumerator(name, context);
    }

    @Override
    public SimpleVersionedSerializer<Whole> getSplitSerializer() {
        return new Serializer();
    }

    @Override
    public SimpleVersionedSerializer<Whole> getEnumeratorCheckpointSerializer() {
        return new Serializer();
    }

    private static final class Reader implements SourceReader<RowData, Whole> {
        private final CompletableFuture<Void> available = new CompletableFuture<>();
        private final List<RowData> rows;
        private int next;
        private boolean assigned;
        private boolean complete;

        Reader(List<RowData> rows) {
            this.rows = rows;
        }

        @Override
        public void start() {}

        @Override
        public void addSplits(List<Whole> splits) {
            assigned = true;
        }

        @Override
        public InputStatus pollNext(ReaderOutput<RowData> output) {
            if (!assigned || !complete) {
                return InputStatus.NOTHING_AVAILABLE;
            }
            if (next == rows.size()) {
                return InputStatus.END_OF_INPUT;
            }
            output.collect(rows.get(next++));
            return InputStatus.MORE_AVAILABLE;
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return available;
        }

        @Override
        public void notifyNoMoreSplits() {
            // only now: a task that ends while the coordinator has something to tell it fails the job
            complete = true;
            available.complete(null);
        }

        @Override
        public List<Whole> snapshotState(long checkpointId) {
            return List.of();
        }

        @Override
        public void close() {}
    }

    private record Enumerator(String name, SplitEnumeratorContext<Whole> context)
            implements SplitEnumerator<Whole, Whole> {
        @Override
        public void start() {}

        @Override
        public void addReader(int subtask) {
            context.assignSplit(new Whole(name), subtask);
            context.signalNoMoreSplits(subtask);
        }

        @Override
        public void handleSplitRequest(int subtask, @Nullable String requesterHostname) {}

        @Override
        public void addSplitsBack(List<Whole> splits, int subtask) {}

        @Override
        public Whole snapshotState(long checkpointId) {
            return new Whole(name);
        }

        @Override
        public void close() {}
    }

    private static final class Serializer implements SimpleVersionedSerializer<Whole> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Whole split) {
            return split.splitId().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Whole deserialize(int version, byte[] serialized) {
            return new Whole(new String(serialized, StandardCharsets.UTF_8));
        }
    }
}
