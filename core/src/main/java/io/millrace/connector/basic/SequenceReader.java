/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.basic;

import io.millrace.connector.Pacing;
import io.millrace.connector.SourceOutput;
import io.millrace.connector.SplitReader;
import io.millrace.environment.Environment;

/** Counts through one split of a sequence. */
final class SequenceReader implements SplitReader<Long, SequenceSplit> {
    private final SequenceSplit split;
    private final Pacing pacing;
    private final Environment environment;
    private long next;
    private boolean ended;

    SequenceReader(SequenceSplit split, Pacing pacing, Environment environment) {
        this.split = split;
        this.pacing = pacing;
        this.environment = environment;
        this.next = split.next();
        this.ended = split.ended();
    }

    @Override
    public Status read(SourceOutput<Long> output, int maxRecords) {
        if (ended) {
            return Status.END;
        }
        int permits = pacing.permits(environment.clockMillis(), maxRecords);
        int count = 0;
        while (count < permits && !ended) {
            output.collect(next);
            count++;
            // The distance to the end overflows where the sequence is longer than half the range of longs.
            ended = Long.compareUnsigned(split.last() - next, split.step()) < 0;
            if (!ended) {
                next += split.step();
            }
        }
        pacing.take(count);
        if (ended) {
            return Status.END;
        }
        return permits < maxRecords ? Status.NOTHING_NOW : Status.MORE;
    }

    @Override
    public SequenceSplit position() {
        return new SequenceSplit(split.index(), next, split.last(), split.step(), ended);
    }

    @Override
    public long retryAtMillis(long nowMillis) {
        return pacing.nextMillis(nowMillis);
    }

    @Override
    public void close() {}
}
