/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Event;
import io.millrace.differential.Program.Drawing;
import io.millrace.differential.Step;
import io.millrace.differential.Traits;
import io.millrace.differential.flink.FlinkStream;
import io.millrace.differential.millrace.MillraceStream;
import io.millrace.stream.AllWindowedStream;
import io.millrace.window.TimeWindow;
import java.time.Duration;
import java.util.List;

/** Event-time windows of a stream without keys: all of it is as one key. */
record WindowedAll(WindowSettings settings) implements Step {
    static Step draw(Drawing drawing, Traits input) {
        return new WindowedAll(WindowSettings.draw(drawing.random(), AllFolds.ALL));
    }

    @Override
    public boolean fits(Traits input) {
        return settings.fits(input.asOneKey()) && !settings.windows().byKey();
    }

    @Override
    public Traits after(Traits input) {
        return settings.after(input.asOneKey()).ofOneKey();
    }

    @Override
    public MillraceStream millrace(MillraceStream input) {
        AllWindowedStream<Event, TimeWindow> windowed = input.stream()
                .windowAll(settings.windows().millrace())
                .allowedLateness(Duration.ofMillis(settings.lateness()));
        if (!settings.firing().isDefault()) {
            windowed.trigger(settings.firing().millrace());
        }
        if (!settings.eviction().isNone()) {
            windowed.evictor(settings.eviction().millrace());
        }
        return input.then(AllFolds.millrace(windowed, settings.folding()));
    }

    @Override
    public FlinkStream flink(FlinkStream input) {
        org.apache.flink.streaming.api.datastream.AllWindowedStream<
                        Event, org.apache.flink.streaming.api.windowing.windows.TimeWindow>
                windowed = input.stream()
                        .windowAll(settings.windows().flink())
                        .allowedLateness(Duration.ofMillis(settings.lateness()));
        if (!settings.firing().isDefault()) {
            windowed.trigger(settings.firing().flink());
        }
        if (!settings.eviction().isNone()) {
            windowed.evictor(settings.eviction().flink());
        }
        return input.then(AllFolds.flink(windowed, settings.folding()));
    }

    @Override
    public List<Step> smaller() {
        return settings.smaller().stream().<Step>map(WindowedAll::new).toList();
    }
}
