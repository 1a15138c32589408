/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import java.util.Arrays;

/**
 * Merges the watermarks of several channels into one: the minimum over those that are live.
 *
 * <p>An idle or ended channel takes no part. One that wakes up takes part again when its watermark has caught up with
 * what was already passed on, so that it never pulls the watermark back. When all are idle the last watermark stands.
 * When all have ended, time is at its end, though none says so: a writer that was restored there does not repeat it.
 */
public final class WatermarkMerger {
    private final long[] watermarks;
    private final boolean[] idle;
    private final boolean[] behind;
    private final boolean[] ended;
    private long merged;

    /**
     * @param restored the watermark to start from: {@link Long#MIN_VALUE}, or that of a snapshot
     */
    public WatermarkMerger(int channels, long restored) {
        this.watermarks = new long[channels];
        this.idle = new boolean[channels];
        this.behind = new boolean[channels];
        this.ended = new boolean[channels];
        this.merged = restored;
        Arrays.fill(watermarks, restored);
    }

    public long merged() {
        return merged;
    }

    /** Takes a channel's watermark; returns whether the merged one advanced. */
    public boolean onWatermark(int channel, long watermark) {
        if (watermark < watermarks[channel]) {
            return false;
        }
        watermarks[channel] = watermark;
        if (watermark >= merged) {
            behind[channel] = false;
        }
        return advance();
    }

    /** Takes a channel's idle status; returns whether the merged watermark advanced. */
    public boolean onIdleStatus(int channel, boolean nowIdle) {
        if (idle[channel] && !nowIdle) {
            behind[channel] = watermarks[channel] < merged;
        }
        idle[channel] = nowIdle;
        return advance();
    }

    /** Takes a channel out for good; returns whether the merged watermark advanced, as it does with the last channel. */
    public boolean onEnd(int channel) {
        ended[channel] = true;
        return advance();
    }

    /** Returns whether no channel takes part: all that have not ended are idle, and there is one. */
    public boolean isIdle() {
        boolean anyIdle = false;
        for (int channel = 0; channel < idle.length; channel++) {
            if (!ended[channel] && !idle[channel]) {
                return false;
            }
            anyIdle |= !ended[channel];
        }
        return anyIdle;
    }

    private boolean advance() {
        long minimum = Long.MAX_VALUE;
        boolean any = false;
        boolean allEnded = true;
        for (int channel = 0; channel < watermarks.length; channel++) {
            if (!ended[channel] && !idle[channel] && !behind[channel]) {
                minimum = Math.min(minimum, watermarks[channel]);
                any = true;
            }
            allEnded &= ended[channel];
        }
        if ((!any && !allEnded) || minimum <= merged) {
            return false;
        }
        merged = minimum;
        return true;
    }
}
