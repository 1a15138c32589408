/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.millrace;

import io.millrace.differential.Event;
import io.millrace.window.EventTimeTrigger;
import io.millrace.window.TimeWindow;
import io.millrace.window.Trigger;
import io.millrace.window.WindowAssigner;
import java.util.Collection;
import java.util.List;

/** An assigner of our own: even values are in two windows, one of them twice as long. */
public final class MillraceDoubledWindows extends WindowAssigner<Object, TimeWindow> {
    private static final long serialVersionUID = 1L;

    private final long size;

    public MillraceDoubledWindows(long size) {
        this.size = size;
    }

    @Override
    public Collection<TimeWindow> assignWindows(Object element, long timestamp, WindowAssignerContext context) {
        long start = Math.floorDiv(timestamp, size) * size;
        TimeWindow window = new TimeWindow(start, start + size);
        return ((Event) element).value % 2 == 0
                ? List.of(window, new TimeWindow(start, start + 2 * size))
                : List.of(window);
    }

    @Override
    public Trigger<Object, TimeWindow> getDefaultTrigger() {
        return EventTimeTrigger.create();
    }

    @Override
    public boolean isEventTime() {
        return true;
    }
}
