/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.Watermark;
import io.millrace.time.WatermarkGenerator;
import io.millrace.time.WatermarkOutput;
import io.millrace.time.WatermarkStrategy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The watermark of one sequence of records, such as a split: its generator, called periodically at fixed counts of
 * records, its idleness, and what of it belongs to a snapshot.
 */
final class WatermarkTracker<T> implements WatermarkOutput {
    private final WatermarkGenerator<T> generator;
    private final InputActivity activity;
    private final long idleTimeoutMillis;
    private final int intervalRecords;
    private long ordinal;
    private long watermark;
    private long pending = Long.MIN_VALUE;
    private boolean probing;
    private boolean idle;
    private boolean changed;
    private boolean waiting;
    private boolean closed;
    private long waitingSince;

    WatermarkTracker(
            WatermarkStrategy<T> strategy, int intervalRecords, InputActivity activity, @Nullable SplitState restored) {
        this.generator = strategy.createWatermarkGenerator(activity);
        this.activity = activity;
        Duration timeout = strategy.idleTimeout();
        this.idleTimeoutMillis = timeout == null ? Long.MAX_VALUE : timeout.toMillis();
        this.intervalRecords = intervalRecords;
        this.ordinal = restored == null ? 0 : restored.ordinal();
        this.watermark = restored == null ? Long.MIN_VALUE : restored.watermark();
        this.pending = restored == null ? Long.MIN_VALUE : restored.pendingWatermark();
        this.changed = watermark != Long.MIN_VALUE;
    }

    /** A record is about to be passed on; returns whether that ends idleness, which readers must hear of before it. */
    boolean wake() {
        boolean wakes = idle;
        idle = false;
        changed |= wakes;
        return wakes;
    }

    /** Takes a record that was passed on; returns whether the watermark or the idleness may have changed. */
    boolean onRecord(T record, long timestamp) {
        ordinal++;
        generator.onEvent(record, timestamp, this);
        return changed;
    }

    /** Returns how many records may follow before the next periodic watermark. */
    int recordsUntilPeriodic() {
        return intervalRecords - (int) (ordinal % intervalRecords);
    }

    /** Calls the generator when the count of records says so. */
    void afterRecords() {
        if (ordinal % intervalRecords == 0) {
            emitPeriodic();
        }
    }

    void emitPeriodic() {
        generator.onPeriodicEmit(this);
        emit(pending);
    }

    /** The input has something, or is not asked: it is not waited for. */
    void stopWaiting() {
        waiting = false;
    }

    /** The input was asked and had nothing; idleness begins when that has been so for the timeout. */
    void waitForRecords() {
        if (!waiting) {
            waiting = true;
            waitingSince = activity.relativeTimeMillis();
        }
        checkIdle();
    }

    void checkIdle() {
        if (waiting
                && idleTimeoutMillis != Long.MAX_VALUE
                && activity.relativeTimeMillis() - waitingSince >= idleTimeoutMillis) {
            markIdle();
        }
    }

    boolean hasIdleTimeout() {
        return idleTimeoutMillis != Long.MAX_VALUE;
    }

    /** Returns whether something changed since the last call. */
    boolean takeChanged() {
        boolean result = changed;
        changed = false;
        return result;
    }

    long watermark() {
        return watermark;
    }

    boolean isIdle() {
        return idle;
    }

    SplitState state(Object split, boolean finished) {
        probe();
        return new SplitState(split, finished, ordinal, watermark, pending);
    }

    /** Asks what the next periodic watermark would be. */
    private void probe() {
        if (!closed) {
            probing = true;
            generator.onPeriodicEmit(this);
            probing = false;
        }
    }

    /** No records follow; snapshots go on to say what the next periodic watermark would have been. May be called again. */
    void close() throws Exception {
        probe();
        boolean first = !closed;
        closed = true;
        if (first && generator instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }

    @Override
    public void emitWatermark(Watermark newWatermark) {
        if (probing) {
            pending = Math.max(pending, newWatermark.timestamp());
        } else {
            emit(newWatermark.timestamp());
        }
    }

    private void emit(long timestamp) {
        if (timestamp > watermark) {
            watermark = timestamp;
            changed = true;
        }
    }

    @Override
    public void markIdle() {
        if (!idle && !probing) {
            idle = true;
            changed = true;
        }
    }

    @Override
    public void markActive() {
        if (idle && !probing) {
            idle = false;
            changed = true;
        }
    }
}
