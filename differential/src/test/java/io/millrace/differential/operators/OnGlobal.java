/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Event;
import io.millrace.differential.Program.Drawing;
import io.millrace.differential.Step;
import io.millrace.differential.Traits;
import io.millrace.differential.flink.FlinkAtTheEnd;
import io.millrace.differential.flink.FlinkStream;
import io.millrace.differential.millrace.MillraceStream;
import io.millrace.stream.WindowedStream;
import io.millrace.window.GlobalWindow;
import io.millrace.window.GlobalWindows;
import java.util.ArrayList;
import java.util.List;

/** The window of all elements of a key, with a trigger and an evictor, or until the end of the stream. */
record OnGlobal(Firing firing, Eviction eviction, Folding folding) implements Step {
    static Step draw(Drawing drawing, Traits input) {
        return new OnGlobal(
                drawing.random().chance(0.25) ? Firing.DEFAULT : Firing.drawByElements(drawing.random()),
                Eviction.draw(drawing.random()),
                drawing.random().pick(List.of(Folding.values())));
    }

    @Override
    public boolean fits(Traits input) {
        // until the end of the stream Flink sorts the elements by time, as in a batch
        return input.ordered()
                && (firing.isDefault() ? !folding.inOrder() && !eviction.needsOrder() : !folding.changesElements());
    }

    @Override
    public Traits after(Traits input) {
        return input.keyed().timeless();
    }

    @Override
    public MillraceStream millrace(MillraceStream input) {
        WindowedStream<Event, Integer, GlobalWindow> windowed = firing.isDefault()
                ? input.keyed().window(GlobalWindows.createWithEndOfStreamTrigger())
                : input.keyed().window(GlobalWindows.create()).trigger(firing.millrace());
        if (!eviction.isNone()) {
            windowed.evictor(eviction.millrace());
        }
        return input.then(WindowFolds.millrace(windowed, folding, false, false));
    }

    @Override
    public FlinkStream flink(FlinkStream input) {
        org.apache.flink.streaming.api.datastream.WindowedStream<
                        Event, Integer, org.apache.flink.streaming.api.windowing.windows.GlobalWindow>
                windowed = input.keyed()
                        .window(org.apache.flink.streaming.api.windowing.assigners.GlobalWindows.create())
                        .trigger(firing.isDefault() ? new FlinkAtTheEnd() : firing.flink());
        if (!eviction.isNone()) {
            windowed.evictor(eviction.flink());
        }
        return input.spread(WindowFolds.flink(windowed, folding, false, false));
    }

    @Override
    public List<Step> smaller() {
        List<Step> smaller = new ArrayList<>();
        if (!eviction.isNone()) {
            smaller.add(new OnGlobal(firing, Eviction.NONE, folding));
        }
        if (!firing.isDefault()) {
            smaller.add(new OnGlobal(Firing.DEFAULT, eviction, folding));
        }
        return smaller;
    }
}
