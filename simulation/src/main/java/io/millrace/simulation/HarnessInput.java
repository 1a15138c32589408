/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.connector.Boundedness;
import io.millrace.connector.Source;
import io.millrace.connector.SourceContext;
import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitEnumerator;
import io.millrace.connector.SplitReader;
import io.millrace.data.RecordBatch;
import io.millrace.data.Watermark;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import io.millrace.operator.SourceDriver;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An input that a test feeds: what stands in a program, and the queue that its source operator takes elements from. */
final class HarnessInput<T> implements Source<T, HarnessInput.NoSplit> {
    private static final long serialVersionUID = 1L;

    private final transient ArrayDeque<Element> queue = new ArrayDeque<>();

    /** Something that a test feeds. */
    private sealed interface Element {}

    private record Row(Object value, long timestamp) implements Element {}

    private record Time(Watermark watermark) implements Element {}

    private record Idle(boolean idle) implements Element {}

    private record End() implements Element {}

    /** Tests feed their elements, so there is nothing to split. */
    record NoSplit(String splitId) implements SourceSplit {}

    void add(Object value, long timestamp) {
        queue.add(new Row(value, timestamp));
    }

    void addWatermark(long timestamp) {
        queue.add(new Time(new Watermark(timestamp)));
    }

    void addIdle(boolean idle) {
        queue.add(new Idle(idle));
    }

    void addEnd() {
        queue.add(new End());
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SplitEnumerator<NoSplit> createEnumerator(SourceContext context) {
        return new SplitEnumerator<>() {
            @Override
            public List<NoSplit> discover(Set<String> knownSplitIds) {
                return List.of();
            }
        };
    }

    @Override
    public SplitReader<T, NoSplit> createReader(NoSplit split, SourceContext context) {
        throw new IllegalStateException("A harness reads no splits");
    }

    SourceDriver driver() {
        return new Driver();
    }

    private final class Driver implements SourceDriver {
        private @Nullable Output output;

        @Override
        public void open(OperatorContext context, Output newOutput) {
            output = newOutput;
        }

        @Override
        public Poll poll(int maxRecords) {
            Output out = output;
            Element next = queue.poll();
            if (next == null || out == null) {
                return Poll.NOTHING_NOW;
            }
            if (next instanceof Row row) {
                out.emit(row.value(), row.timestamp());
            } else if (next instanceof Time time) {
                out.emitWatermark(time.watermark().timestamp());
            } else if (next instanceof Idle idle) {
                out.emitIdle(idle.idle());
            } else {
                return Poll.END;
            }
            return Poll.MORE;
        }

        @Override
        public long retryAtMillis() {
            return Long.MAX_VALUE;
        }

        @Override
        public void assign(List<? extends SourceSplit> splits, boolean noMore) {}

        @Override
        public void endEarly() {
            throw new UnsupportedOperationException("A harness ends its input itself");
        }

        @Override
        public boolean forwardsWatermarks() {
            return false;
        }

        @Override
        public void onBatch(int input, RecordBatch batch) {
            throw new IllegalStateException("A source has no input");
        }
    }
}
