/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

import java.time.Duration;
import java.util.Collection;

/** Windows of a fixed size that do not overlap, in event time. */
public final class TumblingEventTimeWindows extends WindowAssigner<Object, TimeWindow> {
    private static final long serialVersionUID = 1L;

    private final long sizeMillis;
    private final long offsetMillis;

    private TumblingEventTimeWindows(long sizeMillis, long offsetMillis) {
        Aligned.check("tumbling", sizeMillis, sizeMillis, offsetMillis);
        this.sizeMillis = sizeMillis;
        this.offsetMillis = offsetMillis;
    }

    /** Windows that start at multiples of their size since the epoch. */
    public static TumblingEventTimeWindows of(Duration size) {
        return of(size, Duration.ZERO);
    }

    /** Windows that start {@code offset} behind multiples of their size: days of a time zone, say. */
    public static TumblingEventTimeWindows of(Duration size, Duration offset) {
        return new TumblingEventTimeWindows(size.toMillis(), offset.toMillis());
    }

    public long sizeMillis() {
        return sizeMillis;
    }

    public long offsetMillis() {
        return offsetMillis;
    }

    @Override
    public Collection<TimeWindow> assignWindows(Object element, long timestamp, WindowAssignerContext context) {
        Reach.of(sizeMillis, sizeMillis).require(element, timestamp);
        return Aligned.windows(timestamp, sizeMillis, sizeMillis, offsetMillis);
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
        return "TumblingEventTimeWindows(" + sizeMillis + " ms, offset " + offsetMillis + " ms)";
    }
}
