/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Event;
import io.millrace.differential.Program.Drawing;
import io.millrace.differential.Step;
import io.millrace.differential.Traits;
import io.millrace.differential.Traits.Order;
import io.millrace.differential.flink.FlinkStream;
import io.millrace.differential.millrace.MillraceStream;
import io.millrace.function.OutputTag;
import io.millrace.stream.SingleOutputStreamOperator;
import io.millrace.stream.WindowedStream;
import io.millrace.window.TimeWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Event-time windows of a keyed stream.
 *
 * @param lateness how long windows are kept behind the watermark
 * @param captureLate whether late elements go to a side output
 */
record Windowed(Windows windows, Folding folding, long lateness, boolean captureLate) implements Step {
    static Step draw(Drawing drawing, Traits input) {
        return new Windowed(
                Windows.draw(drawing.random()),
                drawing.random().pick(List.of(Folding.values())),
                drawing.random().chance(0.6) ? 0 : drawing.random().upTo(40),
                drawing.random().chance(0.7));
    }

    @Override
    public boolean fits(Traits input) {
        // Millrace folds overlapping windows from slices, in order of time and not of arrival
        boolean certainOrder = input.ordered() && !windows.merge() && !windows.overlap();
        boolean mergeable = !windows.merge() || folding != Folding.AGGREGATE_WITHOUT_MERGE;
        boolean certainFirings = lateness == 0 || input.punctual() || input.ordered();
        return input.timely() && mergeable && certainFirings && (certainOrder || !folding.inOrder());
    }

    @Override
    public Traits after(Traits input) {
        boolean refires = lateness > 0 && !input.punctual();
        Order order = refires && (windows.overlap() || !input.ordered()) ? Order.NONE : Order.BY_KEY;
        return new Traits(
                order, input.exact() && input.single(), !refires, input.single(), input.single(), input.ownKeys());
    }

    @Override
    public MillraceStream millrace(MillraceStream input) {
        OutputTag<Event> late = input.newTag("late");
        WindowedStream<Event, Integer, TimeWindow> windowed =
                input.keyed().window(windows.millrace()).allowedLateness(Duration.ofMillis(lateness));
        if (captureLate) {
            windowed.sideOutputLateData(late);
        }
        SingleOutputStreamOperator<Event> result = WindowFolds.millrace(windowed, folding);
        if (captureLate) {
            input.captureSide(result, late, after(input.traits()));
        }
        return input.then(result);
    }

    @Override
    public FlinkStream flink(FlinkStream input) {
        org.apache.flink.util.OutputTag<Event> late = input.newTag("late");
        org.apache.flink.streaming.api.datastream.WindowedStream<
                        Event, Integer, org.apache.flink.streaming.api.windowing.windows.TimeWindow>
                windowed = input.keyed().window(windows.flink()).allowedLateness(Duration.ofMillis(lateness));
        if (captureLate) {
            windowed.sideOutputLateData(late);
        }
        org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator<Event> result =
                WindowFolds.flink(windowed, folding);
        FlinkStream stream = input.spread(result);
        if (captureLate) {
            input.captureSide(result, late, after(input.traits()));
        }
        return stream;
    }

    @Override
    public List<Step> smaller() {
        List<Step> smaller = new ArrayList<>();
        if (lateness > 0) {
            smaller.add(new Windowed(windows, folding, 0, captureLate));
        }
        if (captureLate) {
            smaller.add(new Windowed(windows, folding, lateness, false));
        }
        return smaller;
    }
}
