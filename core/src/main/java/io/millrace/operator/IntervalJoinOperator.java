/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.Batch;
import io.millrace.data.RecordBatch;
import io.millrace.function.KeySelector;
import io.millrace.function.OutputTag;
import io.millrace.metric.Counter;
import io.millrace.process.ProcessJoinFunction;
import io.millrace.store.Timeline;
import io.millrace.store.Timelines;
import io.millrace.time.TimeDomain;
import org.jspecify.annotations.Nullable;

/**
 * Joins each element with those of the other input that have its key and lie in its interval of event time. Both sides
 * are kept in the order of their timestamps; an element is forgotten once the watermark has reached the last timestamp
 * that it could be joined with.
 *
 * <p>A key has a timer for the first element of each side alone: when it fires, everything that is due goes.
 */
public final class IntervalJoinOperator extends KeyedOperator<ProcessJoinFunction<Object, Object, Object>> {
    private final Side left;
    private final Side right;
    private @Nullable PairContext pair;
    private @Nullable RowCollector collector;
    private @Nullable Counter lateRecords;
    private Matches matches = new MatchLoop();

    public IntervalJoinOperator(
            ProcessJoinFunction<?, ?, ?> function,
            KeySelector<?, ?> leftKeys,
            KeySelector<?, ?> rightKeys,
            JoinInterval interval) {
        super(cast(function));
        long lower = interval.lowerMillis();
        long upper = interval.upperMillis();
        this.left = new Side("left", cast(leftKeys), lower, upper, interval.lateLeft());
        this.right = new Side(
                "right", cast(rightKeys), Saturated.negated(upper), Saturated.negated(lower), interval.lateRight());
    }

    @Override
    protected void onStoreReady() {
        left.open();
        right.open();
        pair = new PairContext(function());
        collector = new RowCollector(output());
        lateRecords = context().counter("numLateRecordsDropped");
        matches = context().kernels().instance(Matches.class, MatchLoop.class, function());
    }

    @Override
    public void onBatch(int input, RecordBatch batch) throws Exception {
        Side own = input == 0 ? left : right;
        Side other = input == 0 ? right : left;
        own.takeLongKeys(batch);
        for (int row = 0; row < batch.size; row++) {
            Object value = batch.values[row];
            long timestamp = batch.timestamps[row];
            if (timestamp == Batch.NO_TIMESTAMP) {
                throw new IllegalStateException("Operator '" + context().operatorName() + "' got " + value
                        + " without a timestamp, which an interval join needs."
                        + " Give the source a WatermarkStrategy with a timestamp assigner.");
            }
            if (timestamp < context().watermark()) {
                late(own, value, timestamp);
                continue;
            }
            int slot = select(own.keys, batch, row);
            Timeline candidates = other.elements().look(slot);
            if (candidates != null) {
                join(own, candidates, value, timestamp);
            }
            own.keep(slot, value, timestamp);
        }
        context().recycle(batch);
    }

    private void join(Side own, Timeline candidates, Object value, long timestamp) throws Exception {
        long last = Saturated.sum(timestamp, own.upper);
        int place = candidates.placeOf(Saturated.sum(timestamp, own.lower));
        if (place < candidates.size() && candidates.timestamp(place) <= last) {
            matches.run(
                    function(), open(pair), open(collector), candidates, place, last, value, timestamp, own == left);
        }
    }

    private void late(Side side, Object value, long timestamp) {
        OutputTag<?> tag = side.lateTag;
        if (tag == null) {
            open(lateRecords).inc();
        } else {
            output().emit(tag, value, timestamp);
        }
    }

    @Override
    protected void onTimer(long timestamp, TimeDomain domain) {
        int slot = store().currentSlot();
        left.forget(slot);
        right.forget(slot);
    }

    private static <T> T open(@Nullable T opened) {
        if (opened == null) {
            throw new IllegalStateException("The operator is not open");
        }
        return opened;
    }

    /** Calls the function for elements that match; the face through which copies of the loop are called. */
    interface Matches {
        /**
         * @param place of the first match
         * @param last the highest timestamp that matches
         * @param isLeft whether {@code value} is the left element of the pairs
         */
        void run(
                ProcessJoinFunction<Object, Object, Object> function,
                PairContext pair,
                RowCollector out,
                Timeline candidates,
                int place,
                long last,
                Object value,
                long timestamp,
                boolean isLeft)
                throws Exception;
    }

    /** Copied for each function; see {@link Kernels}. */
    static final class MatchLoop implements Matches {
        @Override
        public void run(
                ProcessJoinFunction<Object, Object, Object> function,
                PairContext pair,
                RowCollector out,
                Timeline candidates,
                int place,
                long last,
                Object value,
                long timestamp,
                boolean isLeft)
                throws Exception {
            int size = candidates.size();
            for (int i = place; i < size; i++) {
                long other = candidates.timestamp(i);
                if (other > last) {
                    return;
                }
                Object candidate = candidates.value(i);
                pair.leftTimestamp = isLeft ? timestamp : other;
                pair.rightTimestamp = isLeft ? other : timestamp;
                out.timestamp = Math.max(timestamp, other);
                function.processElement(isLeft ? value : candidate, isLeft ? candidate : value, pair, out);
            }
        }
    }

    /** One input: its elements, and how far before and behind one of them those lie that it is joined with. */
    private final class Side {
        private final String name;
        private final KeySelector<Object, Object> keys;
        private final long lower;
        private final long upper;
        private final @Nullable OutputTag<?> lateTag;
        private final long[] longKeys = new long[Batch.CAPACITY];
        private LongKeyLoop longKeyLoop = new LongKeyLoop.Take();
        private @Nullable Timelines elements;

        Side(String name, KeySelector<Object, Object> keys, long lower, long upper, @Nullable OutputTag<?> lateTag) {
            this.name = name;
            this.keys = keys;
            this.lower = lower;
            this.upper = upper;
            this.lateTag = lateTag;
        }

        void open() {
            elements = store().timelines(name);
            longKeyLoop = context().kernels().instance(LongKeyLoop.class, LongKeyLoop.Take.class, keys);
        }

        Timelines elements() {
            return IntervalJoinOperator.open(elements);
        }

        void takeLongKeys(RecordBatch batch) throws Exception {
            if (batch.longKeys == null && longKeyLoop.run(keys, batch, longKeys)) {
                batch.longKeys = longKeys;
            }
        }

        void keep(int slot, Object value, long timestamp) {
            if (elements().add(slot, timestamp, value)) {
                store().eventTimers().register(slot, forgottenAt(timestamp));
            }
        }

        /** The watermark that ends an element's time. */
        private long forgottenAt(long timestamp) {
            return upper <= 0 ? timestamp : Saturated.sum(timestamp, upper);
        }

        void forget(int slot) {
            long watermark = context().watermark();
            boolean all = watermark == Long.MAX_VALUE || upper <= 0;
            elements().removeUpTo(slot, all ? watermark : Saturated.sum(watermark, -upper));
            Timeline kept = elements().look(slot);
            if (kept != null) {
                store().eventTimers().register(slot, forgottenAt(kept.timestamp(0)));
            }
        }
    }

    /** The pair at hand. */
    final class PairContext extends ProcessJoinFunction<Object, Object, Object>.Context {
        long leftTimestamp;
        long rightTimestamp;

        PairContext(ProcessJoinFunction<Object, Object, Object> function) {
            function.super();
        }

        @Override
        public long getLeftTimestamp() {
            return leftTimestamp;
        }

        @Override
        public long getRightTimestamp() {
            return rightTimestamp;
        }

        @Override
        public long getTimestamp() {
            return Math.max(leftTimestamp, rightTimestamp);
        }

        @Override
        public <X> void output(OutputTag<X> outputTag, X value) {
            IntervalJoinOperator.this.output().emit(outputTag, value, getTimestamp());
        }
    }
}
