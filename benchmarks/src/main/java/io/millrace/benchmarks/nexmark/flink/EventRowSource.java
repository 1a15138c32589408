/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.flink;

import io.millrace.benchmarks.nexmark.LocalRun;
import io.millrace.benchmarks.nexmark.generator.EventMix;
import io.millrace.benchmarks.nexmark.generator.NexmarkGenerator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/** The generator as a source of rows, with one split per reader. */
final class EventRowSource implements Source<RowData, GeneratorSplit, Integer> {
    private static final long serialVersionUID = 1L;

    private final EventMix mix;
    private final long events;
    private final EventRows rows;

    EventRowSource(EventMix mix, long events, EventRows rows) {
        this.mix = mix;
        this.events = events;
        this.rows = rows;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<RowData, GeneratorSplit> createReader(SourceReaderContext context) {
        return new Reader(mix, events, rows);
    }

    @Override
    public SplitEnumerator<GeneratorSplit, Integer> createEnumerator(SplitEnumeratorContext<GeneratorSplit> context) {
        return new GeneratorEnumerator(context);
    }

    @Override
    public SplitEnumerator<GeneratorSplit, Integer> restoreEnumerator(
            SplitEnumeratorContext<GeneratorSplit> context, Integer state) {
        return new GeneratorEnumerator(context);
    }

    @Override
    public SimpleVersionedSerializer<GeneratorSplit> getSplitSerializer() {
        return new GeneratorSplit.Serializer();
    }

    @Override
    public SimpleVersionedSerializer<Integer> getEnumeratorCheckpointSerializer() {
        return new GeneratorEnumerator.StateSerializer();
    }

    /** As {@link GeneratorReader}, a short run of events per poll. */
    private static final class Reader implements SourceReader<RowData, GeneratorSplit> {

        private static final int EVENTS_PER_POLL = 100;

        private final EventMix mix;
        private final long events;
        private final EventRows rows;
        private final CompletableFuture<Void> available = new CompletableFuture<>();
        private @Nullable NexmarkGenerator generator;

        Reader(EventMix mix, long events, EventRows rows) {
            this.mix = mix;
            this.events = events;
            this.rows = rows;
        }

        @Override
        public void start() {}

        @Override
        public void addSplits(List<GeneratorSplit> splits) {
            for (GeneratorSplit split : splits) {
                generator = NexmarkGenerator.instance(mix, split.index(), split.instances(), events);
            }
            LocalRun.sourceStartedInAll();
            available.complete(null);
        }

        @Override
        public InputStatus pollNext(ReaderOutput<RowData> output) {
            NexmarkGenerator source = generator;
            if (source == null) {
                return InputStatus.NOTHING_AVAILABLE;
            }
            for (int polled = 0; polled < EVENTS_PER_POLL; polled++) {
                if (!source.hasNext()) {
                    return InputStatus.END_OF_INPUT;
                }
                RowData row = rows.row(source.next());
                if (row != null) {
                    output.collect(row);
                }
            }
            return InputStatus.MORE_AVAILABLE;
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return available;
        }

        @Override
        public void notifyNoMoreSplits() {}

        @Override
        public List<GeneratorSplit> snapshotState(long checkpointId) {
            throw new IllegalStateException("The benchmark runs without checkpoints");
        }

        @Override
        public void close() {}
    }
}
