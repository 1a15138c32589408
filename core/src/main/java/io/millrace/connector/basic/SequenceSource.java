/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.basic;

import io.millrace.connector.Boundedness;
import io.millrace.connector.Pacing;
import io.millrace.connector.Source;
import io.millrace.connector.SourceContext;
import io.millrace.connector.SplitEnumerator;
import io.millrace.connector.SplitReader;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbers from {@code first} to {@code last}, both included. Each subtask takes every n-th of them, so that all advance
 * through the sequence side by side.
 */
public final class SequenceSource implements Source<Long, SequenceSplit> {
    private final long first;
    private final long last;
    private final double recordsPerSecond;

    /** @param last an empty sequence where it is below {@code first} */
    public SequenceSource(long first, long last) {
        this(first, last, Double.POSITIVE_INFINITY);
    }

    private SequenceSource(long first, long last, double recordsPerSecond) {
        this.first = first;
        this.last = last;
        this.recordsPerSecond = recordsPerSecond;
    }

    /** Returns this source at a limited pace, over all subtasks together. */
    public SequenceSource rateLimit(double limit) {
        return new SequenceSource(first, last, Pacing.requireRate(limit));
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SplitEnumerator<SequenceSplit> createEnumerator(SourceContext context) {
        return known -> known.isEmpty() ? splits(context.parallelism()) : List.of();
    }

    private List<SequenceSplit> splits(int count) {
        List<SequenceSplit> splits = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            long start = first + index;
            if (start < first || start > last) {
                break;
            }
            splits.add(new SequenceSplit(index, start, last, count, false));
        }
        return splits;
    }

    @Override
    public SplitReader<Long, SequenceSplit> createReader(SequenceSplit split, SourceContext context) {
        return new SequenceReader(split, Pacing.perSecond(recordsPerSecond / split.step()), context.environment());
    }
}
