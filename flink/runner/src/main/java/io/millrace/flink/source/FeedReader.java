/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.source;

import io.millrace.flink.stage.SplitFeed;
import io.millrace.task.TaskCommand;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;

/**
 * Flink's reader of a source. It reads nothing: it hands the stage behind it a {@link SplitFeed}, and passes on what the
 * enumerator says. It ends when the stages of all subtasks have.
 */
final class FeedReader implements SourceReader<SplitFeed, NamedSplit> {
    private final SplitFeed feed;
    private CompletableFuture<Void> available = CompletableFuture.completedFuture(null);
    private boolean handedOver;
    private boolean mayFinish;

    FeedReader(SourceReaderContext context) {
        this.feed = new SplitFeed(
                progress -> context.sendSourceEventToCoordinator(
                        new SplitEvent.Progress(progress.live(), progress.watermark())),
                () -> context.sendSourceEventToCoordinator(new SplitEvent.Ended()));
    }

    @Override
    public void start() {}

    @Override
    public InputStatus pollNext(ReaderOutput<SplitFeed> output) {
        if (!handedOver) {
            handedOver = true;
            available = new CompletableFuture<>();
            output.collect(feed);
        }
        return mayFinish ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return available;
    }

    @Override
    public void addSplits(List<NamedSplit> splits) {
        feed.pass(new TaskCommand.AssignSplits(
                splits.stream().map(NamedSplit::split).toList(), false));
    }

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof SplitEvent.Assigned assigned) {
            feed.pass(new TaskCommand.AssignSplits(List.of(), assigned.noMore()));
        } else if (event instanceof SplitEvent.Limit limit) {
            feed.pass(new TaskCommand.AlignWatermarks(limit.watermark()));
        } else if (event instanceof SplitEvent.MayFinish) {
            mayFinish = true;
            available.complete(null);
        }
    }

    /** What the stage has is in its own snapshot. */
    @Override
    public List<NamedSplit> snapshotState(long checkpointId) {
        return feed.undelivered().stream().map(NamedSplit::new).toList();
    }

    @Override
    public void close() {}
}
