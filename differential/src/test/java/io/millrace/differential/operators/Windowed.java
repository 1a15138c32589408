/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Event;
import io.millrace.differential.Program.Drawing;
import io.millrace.differential.Step;
import io.millrace.differential.Traits;
import io.millrace.differential.flink.FlinkStream;
import io.millrace.differential.millrace.MillraceStream;
import io.millrace.function.OutputTag;
import io.millrace.stream.SingleOutputStreamOperator;
import io.millrace.stream.WindowedStream;
import io.millrace.window.TimeWindow;
import java.util.ArrayList;
import java.util.List;

/**
 * Event-time windows of a keyed stream.
 *
 * @param captureLate whether late elements go to a side output
 */
record Windowed(WindowSettings settings, boolean captureLate) implements Step {
    static Step draw(Drawing drawing, Traits input) {
        return new Windowed(
                WindowSettings.draw(drawing.random(), List.of(Folding.values())),
                drawing.random().chance(0.7));
    }

    @Override
    public boolean fits(Traits input) {
        return settings.fits(input);
    }

    @Override
    public Traits after(Traits input) {
        return settings.after(input).keyed();
    }

    @Override
    public MillraceStream millrace(MillraceStream input) {
        OutputTag<Event> late = input.newTag("late");
        WindowedStream<Event, Integer, TimeWindow> windowed =
                settings.on(input.keyed().window(settings.windows().millrace()));
        if (captureLate) {
            windowed.sideOutputLateData(late);
        }
        SingleOutputStreamOperator<Event> result = WindowFolds.millrace(
                windowed, settings.folding(), settings.windows().merge(), settings.endsWithFiring());
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
                windowed = settings.on(input.keyed().window(settings.windows().flink()));
        if (captureLate) {
            windowed.sideOutputLateData(late);
        }
        org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator<Event> result = WindowFolds.flink(
                windowed, settings.folding(), settings.windows().merge(), settings.endsWithFiring());
        FlinkStream stream = input.spread(result);
        if (captureLate) {
            input.captureSide(result, late, after(input.traits()));
        }
        return stream;
    }

    @Override
    public List<Step> smaller() {
        List<Step> smaller = new ArrayList<>();
        settings.smaller().forEach(fewer -> smaller.add(new Windowed(fewer, captureLate)));
        if (captureLate) {
            smaller.add(new Windowed(settings, false));
        }
        return smaller;
    }
}
