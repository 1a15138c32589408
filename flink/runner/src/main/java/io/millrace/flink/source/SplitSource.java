/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.source;

import io.millrace.connector.Boundedness;
import io.millrace.flink.exchange.OpaqueType;
import io.millrace.flink.stage.SplitFeed;
import io.millrace.time.WatermarkAlignmentParams;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A source of the job as Flink knows it: Flink carries its splits, and the stage behind it reads them.
 *
 * @param alignment how its subtasks keep step with each other, or null where they do not
 * @param number of this source among those of the job
 * @param run the same for the sources of a run, and in no two runs
 * @param sources how many the job has: they finish together
 * @param given the ids of the splits that its readers have when the job starts: those in the savepoint that it starts from
 */
public record SplitSource(
        String jobName,
        io.millrace.connector.Source<?, ?> source,
        @Nullable WatermarkAlignmentParams alignment,
        int number,
        String run,
        int sources,
        Set<String> given)
        implements Source<SplitFeed, NamedSplit, GivenSplits> {
    public SplitSource {
        given = Set.copyOf(given);
    }

    /** The type of what comes out of it. */
    public static TypeInformation<SplitFeed> type() {
        return new OpaqueType<>(SplitFeed.class, FeedSerializer.INSTANCE);
    }

    @Override
    public org.apache.flink.api.connector.source.Boundedness getBoundedness() {
        return source.getBoundedness() == Boundedness.BOUNDED
                ? org.apache.flink.api.connector.source.Boundedness.BOUNDED
                : org.apache.flink.api.connector.source.Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SplitEnumerator<NamedSplit, GivenSplits> createEnumerator(SplitEnumeratorContext<NamedSplit> context) {
        return new JobEnumerator(this, context, new GivenSplits(given, false));
    }

    @Override
    public SplitEnumerator<NamedSplit, GivenSplits> restoreEnumerator(
            SplitEnumeratorContext<NamedSplit> context, GivenSplits restored) {
        return new JobEnumerator(this, context, restored);
    }

    @Override
    public SourceReader<SplitFeed, NamedSplit> createReader(SourceReaderContext context) {
        return new FeedReader(context::sendSourceEventToCoordinator);
    }

    @Override
    public SimpleVersionedSerializer<NamedSplit> getSplitSerializer() {
        return new NamedSplit.Serializer();
    }

    @Override
    public SimpleVersionedSerializer<GivenSplits> getEnumeratorCheckpointSerializer() {
        return new GivenSplits.Serializer();
    }
}
