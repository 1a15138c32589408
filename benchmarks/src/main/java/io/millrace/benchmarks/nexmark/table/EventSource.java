/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.table;

import io.millrace.benchmarks.nexmark.LocalRun;
import io.millrace.benchmarks.nexmark.generator.NexmarkGenerator;
import io.millrace.connector.Boundedness;
import io.millrace.connector.Pacing;
import io.millrace.connector.Source;
import io.millrace.connector.SourceContext;
import io.millrace.connector.SourceOutput;
import io.millrace.connector.SplitEnumerator;
import io.millrace.connector.SplitReader;
import io.millrace.data.Batch;
import io.millrace.environment.Environment;
import java.util.ArrayList;
import java.util.List;

/** The numbers of the events, dealt out to as many splits as there are subtasks. */
final class EventSource implements Source<EventRange, EventSplit> {
    private static final long serialVersionUID = 1L;

    private final long events;
    private final double eventsPerSecond;

    /**
     * @param events how many there are; {@link Long#MAX_VALUE} where there is no end
     * @param eventsPerSecond of processing time, over all splits together; infinite for no limit
     */
    EventSource(long events, double eventsPerSecond) {
        this.events = events;
        this.eventsPerSecond = eventsPerSecond;
    }

    @Override
    public Boundedness getBoundedness() {
        return events == Long.MAX_VALUE ? Boundedness.CONTINUOUS_UNBOUNDED : Boundedness.BOUNDED;
    }

    @Override
    public SplitEnumerator<EventSplit> createEnumerator(SourceContext context) {
        return known -> known.isEmpty() ? splits(context.parallelism()) : List.of();
    }

    private static List<EventSplit> splits(int count) {
        List<EventSplit> splits = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            splits.add(new EventSplit(index, count, 0));
        }
        return splits;
    }

    @Override
    public SplitReader<EventRange, EventSplit> createReader(EventSplit split, SourceContext context) {
        return new Reader(
                split,
                NexmarkGenerator.share(split.index(), split.count(), events),
                Pacing.perSecond(eventsPerSecond / split.count()),
                context.environment());
    }

    private static final class Reader implements SplitReader<EventRange, EventSplit> {
        private final EventSplit split;
        private final long count;
        private final Pacing pacing;
        private final Environment environment;
        private long taken;
        private boolean started;

        Reader(EventSplit split, long count, Pacing pacing, Environment environment) {
            this.split = split;
            this.count = count;
            this.pacing = pacing;
            this.environment = environment;
            this.taken = split.taken();
        }

        /** Emits one record, of as many events as it was asked for records. */
        @Override
        public Status read(SourceOutput<EventRange> output, int maxRecords) {
            if (!started) {
                started = true;
                LocalRun.sourceStartedInAll();
            }
            int wanted = (int) Math.min(Math.min(maxRecords, Batch.CAPACITY), count - taken);
            int permits = pacing.permits(environment.clockMillis(), wanted);
            if (permits > 0) {
                output.collect(new EventRange(split.index() + taken * split.count(), split.count(), permits));
                pacing.take(permits);
                taken += permits;
            }
            if (taken == count) {
                return Status.END;
            }
            return permits < wanted ? Status.NOTHING_NOW : Status.MORE;
        }

        @Override
        public EventSplit position() {
            return new EventSplit(split.index(), split.count(), taken);
        }

        @Override
        public long retryAtMillis(long nowMillis) {
            return pacing.nextMillis(nowMillis);
        }

        @Override
        public void close() {}
    }
}
