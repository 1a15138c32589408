/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connector.SourceSplit;
import io.millrace.flink.stage.SplitFeed;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.core.io.InputStatus;
import org.junit.jupiter.api.Test;

/** What passes between Flink's reader of a source and the stage that reads. */
class FeedReaderTest {
    private static final SourceSplit SPLIT = () -> "split";

    private final List<SourceEvent> toEnumerator = new ArrayList<>();
    private final FeedReader reader = new FeedReader(toEnumerator::add);
    private final Feeds feeds = new Feeds();

    /** Else a stage that has read them to their end would be idle, and event time would pass by what it has still to send. */
    @Test
    void splitsArePassedOnTogetherWithTheWordWhetherThereWillBeMore() {
        reader.addSplits(List.of(new NamedSplit(SPLIT)));
        reader.pollNext(feeds);
        assertThat(feeds.last().undelivered()).isEmpty();
        assertThat(reader.snapshotState(1)).containsExactly(new NamedSplit(SPLIT));

        reader.handleSourceEvents(new SplitEvent.Assigned(true));
        assertThat(feeds.last().undelivered()).containsExactly(SPLIT);
        assertThat(reader.snapshotState(2)).containsExactly(new NamedSplit(SPLIT));
    }

    @Test
    void theStageIsGivenAStepOnlyWhenItAsksForOne() {
        assertThat(reader.isAvailable()).isDone();
        assertThat(reader.pollNext(feeds)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
        assertThat(reader.isAvailable()).isNotDone();

        feeds.last().wakeUp();
        assertThat(reader.isAvailable()).isDone();
        feeds.onCollect = () -> feeds.last().wakeUp();
        assertThat(reader.pollNext(feeds)).isEqualTo(InputStatus.MORE_AVAILABLE);
        assertThat(feeds.collected).hasSize(2);
    }

    @Test
    void endsWhenTheEnumeratorSaysSoAndGivesNoFurtherStep() {
        reader.pollNext(feeds);
        reader.handleSourceEvents(new SplitEvent.MayFinish());

        assertThat(reader.isAvailable()).isDone();
        assertThat(reader.pollNext(feeds)).isEqualTo(InputStatus.END_OF_INPUT);
        assertThat(feeds.collected).hasSize(1);
    }

    /** Takes what the reader hands to the stage. */
    private static final class Feeds implements ReaderOutput<SplitFeed> {
        private final List<SplitFeed> collected = new ArrayList<>();
        private Runnable onCollect = () -> {};

        SplitFeed last() {
            return collected.get(collected.size() - 1);
        }

        @Override
        public void collect(SplitFeed feed) {
            collected.add(feed);
            onCollect.run();
        }

        @Override
        public void collect(SplitFeed feed, long timestamp) {
            collect(feed);
        }

        @Override
        public void emitWatermark(Watermark watermark) {}

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}

        @Override
        public SourceOutput<SplitFeed> createOutputForSplit(String splitId) {
            return this;
        }

        @Override
        public void releaseOutputForSplit(String splitId) {}
    }
}
