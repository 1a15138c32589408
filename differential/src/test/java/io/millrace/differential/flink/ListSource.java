/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.flink;

import io.millrace.differential.Event;
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
import org.jspecify.annotations.Nullable;

/** Events in order, read by one subtask, in a job that is never restored. */
final class ListSource implements Source<Event, ListSource.Whole, ListSource.Whole> {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final List<Event> events;

    ListSource(String name, List<Event> events) {
        this.name = name;
        this.events = List.copyOf(events);
    }

    /** All of a list: the only split, and as the enumerator's state a word without meaning. */
    record Whole(String splitId) implements SourceSplit {}

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<Event, Whole> createReader(SourceReaderContext context) {
        return new Reader(events);
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

    private static final class Reader implements SourceReader<Event, Whole> {
        private final CompletableFuture<Void> available = new CompletableFuture<>();
        private final List<Event> events;
        private int next;
        private boolean assigned;
        private boolean complete;

        Reader(List<Event> events) {
            this.events = events;
        }

        @Override
        public void start() {}

        @Override
        public void addSplits(List<Whole> splits) {
            assigned = true;
        }

        @Override
        public InputStatus pollNext(ReaderOutput<Event> output) {
            if (!assigned || !complete) {
                return InputStatus.NOTHING_AVAILABLE;
            }
            if (next == events.size()) {
                return InputStatus.END_OF_INPUT;
            }
            output.collect(events.get(next++));
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
