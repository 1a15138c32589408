/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

import java.util.Collection;
import java.util.List;

/** Sessions in event time whose elements say themselves how long to wait for the next. */
public final class DynamicEventTimeSessionWindows<T> extends MergingWindowAssigner<T, TimeWindow> {
    private static final long serialVersionUID = 1L;

    private final SessionWindowTimeGapExtractor<T> extractor;

    private DynamicEventTimeSessionWindows(SessionWindowTimeGapExtractor<T> extractor) {
        this.extractor = extractor;
    }

    public static <T> DynamicEventTimeSessionWindows<T> withDynamicGap(
            SessionWindowTimeGapExtractor<T> sessionWindowTimeGapExtractor) {
        return new DynamicEventTimeSessionWindows<>(sessionWindowTimeGapExtractor);
    }

    @Override
    public Collection<TimeWindow> assignWindows(T element, long timestamp, WindowAssignerContext context) {
        long gap = extractor.extract(element);
        if (gap <= 0) {
            throw new IllegalArgumentException("The session gap of " + element + " is " + gap
                    + " ms. Let the gap extractor return more than zero.");
        }
        Reach.of(gap, gap).require(element, timestamp);
        return List.of(new TimeWindow(timestamp, timestamp + gap));
    }

    @Override
    public void mergeWindows(Collection<TimeWindow> windows, MergeCallback<TimeWindow> callback) {
        TimeWindow.mergeWindows(windows, callback);
    }

    @Override
    @SuppressWarnings("unchecked") // the trigger looks at no element
    public Trigger<T, TimeWindow> getDefaultTrigger() {
        return (Trigger<T, TimeWindow>) (Trigger<?, ?>) EventTimeTrigger.create();
    }

    @Override
    public boolean isEventTime() {
        return true;
    }

    @Override
    public String toString() {
        return "DynamicEventTimeSessionWindows()";
    }
}
