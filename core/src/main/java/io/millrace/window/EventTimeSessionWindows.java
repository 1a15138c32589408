/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Windows of elements that follow each other within a gap, in event time. */
public final class EventTimeSessionWindows extends MergingWindowAssigner<Object, TimeWindow> {
    private static final long serialVersionUID = 1L;

    private final long gapMillis;

    private EventTimeSessionWindows(long gapMillis) {
        if (gapMillis <= 0) {
            throw new IllegalArgumentException("A session gap must be longer than zero, but is " + gapMillis + " ms");
        }
        this.gapMillis = gapMillis;
    }

    /** Sessions that end when nothing came for a time. */
    public static EventTimeSessionWindows withGap(Duration gap) {
        return new EventTimeSessionWindows(gap.toMillis());
    }

    /** Sessions whose elements say themselves how long to wait for the next. */
    public static <T> DynamicEventTimeSessionWindows<T> withDynamicGap(
            SessionWindowTimeGapExtractor<T> sessionWindowTimeGapExtractor) {
        return DynamicEventTimeSessionWindows.withDynamicGap(sessionWindowTimeGapExtractor);
    }

    public long gapMillis() {
        return gapMillis;
    }

    @Override
    public Collection<TimeWindow> assignWindows(Object element, long timestamp, WindowAssignerContext context) {
        Reach.of(gapMillis, gapMillis).require(element, timestamp);
        return List.of(new TimeWindow(timestamp, timestamp + gapMillis));
    }

    @Override
    public void mergeWindows(Collection<TimeWindow> windows, MergeCallback<TimeWindow> callback) {
        TimeWindow.mergeWindows(windows, callback);
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
        return "EventTimeSessionWindows(" + gapMillis + " ms)";
    }
}
