/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.planted;

import io.millrace.data.Batch;
import io.millrace.data.RecordBatch;
import io.millrace.function.OutputTag;
import io.millrace.operator.IntervalJoinOperator;
import io.millrace.operator.Operator;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.OperatorSnapshot;
import io.millrace.operator.Output;
import io.millrace.operator.SliceWindowOperator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operator that is told of time, late elements and ends in a wrong way. */
final class PlantedTime extends ForwardingOperator {
    enum Bug {
        /** None: what else is caught then is a fault of the planting. */
        NONE,
        /** The last watermark is lost where it is the first thing that comes. */
        MISSES_EARLY_END,
        /** After a restore, elements behind the watermark count in none of their windows. */
        DROPS_ALL_THAT_IS_LATE_AFTER_RESTORE,
        /** A join looks at no watermark when elements come. */
        KEEPS_LATE_ELEMENTS,
        /** A join emits its pairs at once, and again when time goes on. */
        EMITS_PAIRS_AGAIN,
        /** The input ends for whoever is stopped with a savepoint. */
        STOP_IS_THE_END,
        /** Sources that end early take nothing with them. */
        DRAIN_IS_NO_END
    }

    private final Bug bug;
    private final Moments moments;
    private final boolean concerns;
    private final List<Pair> pairs = new ArrayList<>();
    private @Nullable OperatorContext context;
    private @Nullable Output output;
    private boolean inBatch;
    private boolean begun;

    private record Pair(Object value, long timestamp) {}

    PlantedTime(Operator operator, Bug bug, Moments moments) {
        super(operator);
        this.bug = bug;
        this.moments = moments;
        this.concerns = switch (bug) {
            case KEEPS_LATE_ELEMENTS, EMITS_PAIRS_AGAIN -> operator instanceof IntervalJoinOperator;
            case DROPS_ALL_THAT_IS_LATE_AFTER_RESTORE -> operator instanceof SliceWindowOperator;
            default -> true;
        };
    }

    @Override
    public void open(OperatorContext newContext, Output newOutput) throws Exception {
        context = newContext;
        output = newOutput;
        super.open(
                concerns && bug == Bug.KEEPS_LATE_ELEMENTS ? new Timeless(newContext) : newContext,
                concerns && bug == Bug.EMITS_PAIRS_AGAIN ? new Remembering(newOutput) : newOutput);
    }

    /** Time has not begun while elements come. */
    private final class Timeless extends ForwardingContext {
        Timeless(OperatorContext context) {
            super(context);
        }

        @Override
        public long watermark() {
            return inBatch ? Long.MIN_VALUE : super.watermark();
        }
    }

    private final class Remembering implements Output {
        private final Output target;

        Remembering(Output target) {
            this.target = target;
        }

        @Override
        public void emit(Object value, long timestamp) {
            pairs.add(new Pair(value, timestamp));
            target.emit(value, timestamp);
        }

        @Override
        public void emit(Batch batch) {
            target.emit(batch);
        }

        @Override
        public void emit(OutputTag<?> tag, Object value, long timestamp) {
            target.emit(tag, value, timestamp);
        }

        @Override
        public void emitWatermark(long timestamp) {
            target.emitWatermark(timestamp);
        }

        @Override
        public void emitIdle(boolean idle) {
            target.emitIdle(idle);
        }

        @Override
        public boolean shouldYield() {
            return target.shouldYield();
        }
    }

    @Override
    public void onBatch(int input, RecordBatch batch) throws Exception {
        begun = true;
        inBatch = true;
        if (concerns && bug == Bug.DROPS_ALL_THAT_IS_LATE_AFTER_RESTORE) {
            dropLate(batch);
        }
        super.onBatch(input, batch);
        inBatch = false;
    }

    private void dropLate(RecordBatch batch) {
        OperatorContext opened = context;
        if (opened == null || !opened.restoredState().isRestored()) {
            return;
        }
        int kept = 0;
        for (int row = 0; row < batch.size; row++) {
            if (batch.timestamps[row] > opened.watermark()) {
                batch.timestamps[kept] = batch.timestamps[row];
                batch.values[kept] = batch.values[row];
                kept++;
            }
        }
        batch.size = kept;
        batch.longKeys = null;
    }

    @Override
    public boolean onWatermark(long timestamp) throws Exception {
        boolean first = !begun;
        begun = true;
        for (Pair pair : pairs) {
            if (output != null) {
                output.emit(pair.value(), pair.timestamp());
            }
        }
        pairs.clear();
        boolean lost = timestamp == Long.MAX_VALUE
                && ((bug == Bug.MISSES_EARLY_END && first) || (bug == Bug.DRAIN_IS_NO_END && moments.isDraining()));
        return lost || super.onWatermark(timestamp);
    }

    @Override
    public OperatorSnapshot snapshot(boolean endOfInput) throws Exception {
        if (bug == Bug.STOP_IS_THE_END && moments.isStopping() && !endOfInput) {
            boolean done = super.onWatermark(Long.MAX_VALUE);
            while (!done) {
                done = super.resume();
            }
        }
        return super.snapshot(endOfInput);
    }
}
