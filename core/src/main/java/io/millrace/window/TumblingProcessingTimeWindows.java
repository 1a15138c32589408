/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

import java.time.Duration;
import java.util.Collection;

/** Windows of a fixed size that do not overlap, in processing time. */
public final class TumblingProcessingTimeWindows extends WindowAssigner<Object, TimeWindow> {
    private static final long serialVersionUID = 1L;

    private final long sizeMillis;
    private final long offsetMillis;

    private TumblingProcessingTimeWindows(long sizeMillis, long offsetMillis) {
        Aligned.check("tumbling", sizeMillis, sizeMillis, offsetMillis);
        this.sizeMillis = sizeMillis;
        this.offsetMillis = offsetMillis;
    }

    /** Windows that start at multiples of their size since the epoch. */
    public static TumblingProcessingTimeWindows of(Duration size) {
        return of(size, Duration.ZERO);
    }

    /** Windows that start {@code offset} behind multiples of their size: days of a time zone, say. */
    public static TumblingProcessingTimeWindows of(Duration size, Duration offset) {
        return new TumblingProcessingTimeWindows(size.toMillis(), offset.toMillis());
    }

    public long sizeMillis() {
        return sizeMillis;
    }

    public long offsetMillis() {
        return offsetMillis;
    }

    @Override
    public Collection<TimeWindow> assignWindows(Object element, long timestamp, WindowAssignerContext context) {
        return Aligned.windows(context.getCurrentProcessingTime(), sizeMillis, sizeMillis, offsetMillis);
    }

    @Override
    public Trigger<Object, TimeWindow> getDefaultTrigger() {
        return ProcessingTimeTrigger.create();
    }

    @Override
    public boolean isEventTime() {
        return false;
    }

    @Override
    public String toString() {
        return "TumblingProcessingTimeWindows(" + sizeMillis + " ms, offset " + offsetMillis + " ms)";
    }
}
