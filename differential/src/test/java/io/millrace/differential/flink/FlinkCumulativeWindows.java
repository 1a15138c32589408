/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.flink;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.triggers.EventTimeTrigger;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/** Windows that share a start and grow by steps, for which Flink has no assigner. */
public final class FlinkCumulativeWindows extends WindowAssigner<Object, TimeWindow> {
    private static final long serialVersionUID = 1L;

    private final long step;
    private final int steps;

    public FlinkCumulativeWindows(long step, int steps) {
        this.step = step;
        this.steps = steps;
    }

    @Override
    public Collection<TimeWindow> assignWindows(Object element, long timestamp, WindowAssignerContext context) {
        long start = Math.floorDiv(timestamp, step * steps) * step * steps;
        List<TimeWindow> windows = new ArrayList<>();
        for (int i = 1; i <= steps; i++) {
            if (timestamp < start + i * step) {
                windows.add(new TimeWindow(start, start + i * step));
            }
        }
        return windows;
    }

    @Override
    public Trigger<Object, TimeWindow> getDefaultTrigger() {
        return EventTimeTrigger.create();
    }

    @Override
    public TypeSerializer<TimeWindow> getWindowSerializer(ExecutionConfig executionConfig) {
        return new TimeWindow.Serializer();
    }

    @Override
    public boolean isEventTime() {
        return true;
    }
}
