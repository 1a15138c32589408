/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.time.RelativeClock;
import io.millrace.time.TimestampAssignerSupplier;
import io.millrace.time.WatermarkGeneratorSupplier;

/**
 * The time in which one input could be read: it stands still while the task waits for its readers, and while alignment
 * pauses the input. Idleness is measured by it, so that nobody is idle who was not asked.
 */
final class InputActivity
        implements RelativeClock, WatermarkGeneratorSupplier.Context, TimestampAssignerSupplier.Context {
    private final OperatorContext context;
    private boolean paused;
    private long pausedSince;
    private long pausedMillis;

    InputActivity(OperatorContext context) {
        this.context = context;
    }

    void setPaused(boolean nowPaused) {
        if (nowPaused && !paused) {
            pausedSince = context.inputActivityMillis();
        } else if (paused && !nowPaused) {
            pausedMillis += context.inputActivityMillis() - pausedSince;
        }
        paused = nowPaused;
    }

    boolean isPaused() {
        return paused;
    }

    @Override
    public long relativeTimeMillis() {
        return (paused ? pausedSince : context.inputActivityMillis()) - pausedMillis;
    }

    @Override
    public RelativeClock getInputActivityClock() {
        return this;
    }

    @Override
    public long currentProcessingTime() {
        return context.processingTime();
    }
}
