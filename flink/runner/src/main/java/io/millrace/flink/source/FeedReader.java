/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.source;

import io.millrace.connector.SourceSplit;
import io.millrace.flink.stage.SplitFeed;
import io.millrace.task.TaskCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;

/**
 * Flink's reader of a source. It reads nothing: it hands the stage behind it a {@link SplitFeed} for each step, and passes on
 * what the enumerator says. It ends when the stages of all subtasks have.
 */
final class FeedReader implements SourceReader<SplitFeed, NamedSplit> {
    private final SplitFeed feed;
    private final List<SourceSplit> arrived = new ArrayList<>();
    private boolean mayFinish;

    /** @param enumerator is sent what it has to know */
    FeedReader(Consumer<SourceEvent> enumerator) {
        this.feed = new SplitFeed(
                progress -> enumerator.accept(new SplitEvent.Progress(progress.live(), progress.watermark())),
                () -> enumerator.accept(new SplitEvent.Ended()));
    }

    @Override
    public void start() {}

    @Override
    public InputStatus pollNext(ReaderOutput<SplitFeed> output) {
        if (mayFinish) {
            return InputStatus.END_OF_INPUT;
        }
        feed.takeUp();
        output.collect(feed);
        return feed.awake().isDone() ? InputStatus.MORE_AVAILABLE : InputStatus.NOTHING_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return feed.awake();
    }

    /**
     * Splits wait for the word whether there will be more: a source that has read all it was given, and may be given more, is
     * idle, which lets event time pass it by.
     */
    @Override
    public void addSplits(List<NamedSplit> splits) {
        splits.forEach(split -> arrived.add(split.split()));
    }

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof SplitEvent.Assigned assigned) {
            feed.pass(new TaskCommand.AssignSplits(List.copyOf(arrived), assigned.noMore()));
            arrived.clear();
        } else if (event instanceof SplitEvent.Limit limit) {
            feed.pass(new TaskCommand.AlignWatermarks(limit.watermark()));
        } else if (event instanceof SplitEvent.MayFinish) {
            mayFinish = true;
            feed.wakeUp();
        }
    }

    /** What the stage has is in its own snapshot. */
    @Override
    public List<NamedSplit> snapshotState(long checkpointId) {
        return Stream.concat(feed.undelivered().stream(), arrived.stream())
                .map(NamedSplit::new)
                .toList();
    }

    @Override
    public void close() {}
}
