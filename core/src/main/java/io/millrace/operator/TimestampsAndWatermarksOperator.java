/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.RecordBatch;
import io.millrace.snapshot.StateTable;
import io.millrace.time.RecordTimestampAssigner;
import io.millrace.time.TimestampAssigner;
import io.millrace.time.WatermarkStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives records new timestamps and makes the watermarks from here on; those from upstream stop here, but for the last. */
public final class TimestampsAndWatermarksOperator implements Operator {
    private static final long PERIODIC_MILLIS = 200;
    private static final String TABLE = "watermarks";

    private final WatermarkStrategy<Object> strategy;
    private final boolean unbounded;
    private TimestampAssigner<Object> assigner = new RecordTimestampAssigner<>();
    private @Nullable OperatorContext context;
    private @Nullable Output output;
    private @Nullable WatermarkTracker<Object> time;
    private boolean idle;
    private long watermark = Long.MIN_VALUE;
    private final Periodic check = new Periodic(PERIODIC_MILLIS);

    /**
     * @param unbounded whether the input may never end, so that periodic watermarks come by processing time, too
     */
    public TimestampsAndWatermarksOperator(WatermarkStrategy<?> strategy, boolean unbounded) {
        this.strategy = FunctionOperator.cast(strategy);
        this.unbounded = unbounded;
    }

    @Override
    public void open(OperatorContext newContext, Output newOutput) throws Exception {
        this.context = newContext;
        this.output = newOutput;
        List<Object> restored = ValuesTable.readAll(newContext.restoredState(), TABLE);
        SplitState mine = restored.size() == newContext.parallelism()
                ? (SplitState) restored.get(newContext.subtaskIndex())
                : slowest(restored);
        InputActivity activity = new InputActivity(newContext);
        WatermarkTracker<Object> tracker =
                new WatermarkTracker<>(strategy, newContext.watermarkIntervalRecords(), activity, mine);
        time = tracker;
        assigner = strategy.createTimestampAssigner(activity);
        if (unbounded || tracker.hasIdleTimeout()) {
            check.start(newContext.processingTime());
        }
        tracker.waitForRecords();
        passOnTime();
    }

    /** After rescaling no subtask may be ahead of what any of the old ones still expected. */
    private static @Nullable SplitState slowest(List<Object> restored) {
        SplitState slowest = null;
        for (Object value : restored) {
            SplitState state = (SplitState) value;
            if (slowest == null || state.watermark() < slowest.watermark()) {
                slowest = new SplitState(state.split(), false, 0, state.watermark(), state.watermark());
            }
        }
        return slowest;
    }

    private WatermarkTracker<Object> time() {
        WatermarkTracker<Object> current = time;
        if (current == null) {
            throw new IllegalStateException("The operator is not open");
        }
        return current;
    }

    @Override
    public void onBatch(int input, RecordBatch batch) {
        Output out = output;
        OperatorContext current = context;
        if (out == null || current == null) {
            throw new IllegalStateException("The operator is not open");
        }
        time().stopWaiting();
        for (int row = 0; row < batch.size; row++) {
            Object value = batch.values[row];
            long timestamp = assigner.extractTimestamp(value, batch.timestamps[row]);
            if (time().wake()) {
                passOnTime();
            }
            out.emit(value, timestamp);
            time().onRecord(value, timestamp);
            time().afterRecords();
            passOnTime();
        }
        time().waitForRecords();
        current.recycle(batch);
    }

    private void passOnTime() {
        Output out = output;
        if (out == null || !time().takeChanged()) {
            return;
        }
        if (idle && !time().isIdle()) {
            idle = false;
            out.emitIdle(false);
        }
        if (time().watermark() > watermark) {
            watermark = time().watermark();
            out.emitWatermark(watermark);
        }
        if (!idle && time().isIdle()) {
            idle = true;
            out.emitIdle(true);
        }
    }

    @Override
    public boolean forwardsWatermarks() {
        return false;
    }

    @Override
    public boolean onEndOfInput(int input) {
        Output out = output;
        if (out != null) {
            out.emitWatermark(Long.MAX_VALUE);
        }
        return true;
    }

    @Override
    public long nextProcessingTime() {
        return context == null ? Long.MAX_VALUE : check.next(context.processingTime());
    }

    @Override
    public boolean onProcessingTime(long millis) {
        check.start(millis);
        if (unbounded) {
            time().emitPeriodic();
        }
        time().checkIdle();
        passOnTime();
        return true;
    }

    @Override
    public OperatorSnapshot snapshot(boolean endOfInput) {
        SplitState state = time().state("", false);
        return new OperatorSnapshot() {
            @Override
            public List<StateTable> tables() {
                return List.of(new ValuesTable(TABLE, List.of(state)));
            }
        };
    }

    @Override
    public void close() throws Exception {
        WatermarkTracker<Object> opened = time;
        if (opened != null) {
            opened.close();
        }
    }
}
