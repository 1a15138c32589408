/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Windows that share a start and grow by a step up to a maximum size, in event time: with steps of an hour and a maximum
 * of a day, each day so far at each full hour.
 */
public final class CumulativeEventTimeWindows extends WindowAssigner<Object, TimeWindow> {
    private static final long serialVersionUID = 1L;

    private final long maxSizeMillis;
    private final long stepMillis;
    private final long offsetMillis;

    private CumulativeEventTimeWindows(long maxSizeMillis, long stepMillis, long offsetMillis) {
        Aligned.check("cumulative", maxSizeMillis, maxSizeMillis, offsetMillis);
        if (stepMillis <= 0 || maxSizeMillis % stepMillis != 0) {
            throw new IllegalArgumentException(
                    "The maximum size of cumulative windows must be a multiple of their step,"
                            + " but got a maximum of " + maxSizeMillis + " ms and steps of " + stepMillis + " ms");
        }
        this.maxSizeMillis = maxSizeMillis;
        this.stepMillis = stepMillis;
        this.offsetMillis = offsetMillis;
    }

    public static CumulativeEventTimeWindows of(Duration maxSize, Duration step) {
        return of(maxSize, step, Duration.ZERO);
    }

    public static CumulativeEventTimeWindows of(Duration maxSize, Duration step, Duration offset) {
        return new CumulativeEventTimeWindows(maxSize.toMillis(), step.toMillis(), offset.toMillis());
    }

    @Override
    public Collection<TimeWindow> assignWindows(Object element, long timestamp, WindowAssignerContext context) {
        Reach.of(maxSizeMillis, stepMillis).require(element, timestamp);
        long start = TimeWindow.getWindowStartWithOffset(timestamp, offsetMillis, maxSizeMillis);
        long firstEnd = timestamp - Math.floorMod(timestamp - start, stepMillis) + stepMillis;
        List<TimeWindow> windows = new ArrayList<>();
        for (long end = firstEnd; end <= start + maxSizeMillis; end += stepMillis) {
            windows.add(new TimeWindow(start, end));
        }
        return windows;
    }

    @Override
    public Trigger<Object, TimeWindow> getDefaultTrigger() {
        return EventTimeTrigger.create();
    }

    @Override
    public boolean isEventTime() {
        return true;
    }

    @Override
    public String toString() {
        return "CumulativeEventTimeWindows(" + maxSizeMillis + " ms, step " + stepMillis + " ms, offset " + offsetMillis
                + " ms)";
    }
}
