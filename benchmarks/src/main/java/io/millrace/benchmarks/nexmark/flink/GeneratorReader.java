/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.flink;

import io.millrace.benchmarks.nexmark.RunMarks;
import io.millrace.benchmarks.nexmark.generator.Event;
import io.millrace.benchmarks.nexmark.generator.NexmarkGenerator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;

/**
 * Emits the events of one generator instance, a short run of them per poll: cheaper than one per poll, and short enough
 * for Flink's timers to come to their turn.
 */
final class GeneratorReader implements SourceReader<Event, GeneratorSplit> {

    private static final int EVENTS_PER_POLL = 100;

    private final RunMarks run;
    private final long events;
    private final CompletableFuture<Void> available = new CompletableFuture<>();
    private @Nullable NexmarkGenerator generator;

    GeneratorReader(RunMarks run, long events) {
        this.run = run;
        this.events = events;
    }

    @Override
    public void start() {}

    @Override
    public void addSplits(List<GeneratorSplit> splits) {
        for (GeneratorSplit split : splits) {
            generator = NexmarkGenerator.instance(split.index(), split.instances(), events);
        }
        run.sourceStarted();
        available.complete(null);
    }

    @Override
    public InputStatus pollNext(ReaderOutput<Event> output) {
        NexmarkGenerator source = generator;
        if (source == null) {
            return InputStatus.NOTHING_AVAILABLE;
        }
        for (int polled = 0; polled < EVENTS_PER_POLL; polled++) {
            if (!source.hasNext()) {
                return InputStatus.END_OF_INPUT;
            }
            output.collect(source.next());
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
