/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.time.WatermarkAlignmentParams;
import org.jspecify.annotations.Nullable;

/**
 * What one source subtask knows of its watermark group: how far it may read, and when to tell how far it is.
 *
 * <p>It tells at once when it joins, when it goes idle, wakes up or ends, when its watermark is lower than what it told, when
 * the advance is a quarter of the allowed drift, and when it has paused a split, since it may be what all wait for;
 * anything else at the next update interval.
 */
final class SourceAlignment {
    private final @Nullable WatermarkAlignmentParams params;
    private long limit;
    private final Periodic update;
    private boolean updateDue;
    private @Nullable SourceProgress told;

    SourceAlignment(@Nullable WatermarkAlignmentParams params) {
        this.params = params;
        this.update = new Periodic(params == null ? Long.MAX_VALUE : params.updateInterval());
        this.limit = params == null ? Long.MAX_VALUE : params.limit(Long.MIN_VALUE);
    }

    @Nullable
    WatermarkAlignmentParams params() {
        return params;
    }

    void open(long nowMillis) {
        if (params != null) {
            update.start(nowMillis);
        }
    }

    void setLimit(long newLimit) {
        limit = newLimit;
    }

    /** Returns whether a split with this watermark has to wait for others. */
    boolean isTooFar(long watermark) {
        return watermark > limit;
    }

    long nextUpdate(long nowMillis) {
        return update.next(nowMillis);
    }

    void onProcessingTime(long millis) {
        updateDue |= update.takeDue(millis);
    }

    /** Returns what the group is to be told now, or null. */
    @Nullable
    SourceProgress take(SourceProgress now, boolean anyPaused) {
        if (params == null || now.equals(told) || !isDue(params, now, anyPaused)) {
            return null;
        }
        told = now;
        updateDue = false;
        return now;
    }

    private boolean isDue(WatermarkAlignmentParams aligned, SourceProgress now, boolean anyPaused) {
        SourceProgress last = told;
        return last == null
                || updateDue
                || anyPaused
                || now.live() != last.live()
                || now.watermark() < last.watermark()
                || now.watermark() >= Saturated.sum(last.watermark(), aligned.maxAllowedWatermarkDrift() / 4);
    }
}
