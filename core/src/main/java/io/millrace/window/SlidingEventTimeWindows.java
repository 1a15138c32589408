/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

import java.time.Duration;
import java.util.Collection;

/** Windows of a fixed size, one starting at each slide, in event time. */
public final class SlidingEventTimeWindows extends WindowAssigner<Object, TimeWindow> {
    private static final long serialVersionUID = 1L;

    private final long sizeMillis;
    private final long slideMillis;
    private final long offsetMillis;

    private SlidingEventTimeWindows(long sizeMillis, long slideMillis, long offsetMillis) {
        Aligned.check("sliding", sizeMillis, slideMillis, offsetMillis);
        this.sizeMillis = sizeMillis;
        this.slideMillis = slideMillis;
        this.offsetMillis = offsetMillis;
    }

    public static SlidingEventTimeWindows of(Duration size, Duration slide) {
        return of(size, slide, Duration.ZERO);
    }

    public static SlidingEventTimeWindows of(Duration size, Duration slide, Duration offset) {
        return new SlidingEventTimeWindows(size.toMillis(), slide.toMillis(), offset.toMillis());
    }

    public long sizeMillis() {
        return sizeMillis;
    }

    public long slideMillis() {
        return slideMillis;
    }

    public long offsetMillis() {
        return offsetMillis;
    }

    @Override
    public Collection<TimeWindow> assignWindows(Object element, long timestamp, WindowAssignerContext context) {
        Reach.of(sizeMillis, slideMillis).require(element, timestamp);
        return Aligned.windows(timestamp, sizeMillis, slideMillis, offsetMillis);
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
        return "SlidingEventTimeWindows(" + sizeMillis + " ms, slide " + slideMillis + " ms, offset " + offsetMillis
                + " ms)";
    }
}
