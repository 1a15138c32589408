/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Event;
import io.millrace.differential.Functions;
import io.millrace.differential.Pipeline;
import io.millrace.differential.Program.Drawing;
import io.millrace.differential.Step;
import io.millrace.differential.Traits;
import io.millrace.differential.flink.FlinkBuild;
import io.millrace.differential.flink.FlinkStream;
import io.millrace.differential.millrace.MillraceStream;
import io.millrace.function.CoGroupFunction;
import io.millrace.function.Collector;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins or co-groups the windows of the stream and another pipeline, by key. Nothing is late: with two inputs it would
 * not be certain what is.
 */
record WindowJoin(boolean coGroup, Windows windows, long lateness, Pipeline other) implements Step {
    static @Nullable Step draw(Drawing drawing, Traits input) {
        return input.punctual() && drawing.mayAddSource()
                ? new WindowJoin(
                        drawing.random().chance(0.5),
                        Windows.drawByTime(drawing.random()),
                        drawing.random().chance(0.6) ? 0 : drawing.random().upTo(20),
                        drawing.pipeline(drawing.random().below(3)))
                : null;
    }

    @Override
    public boolean fits(Traits input) {
        if (!other.fits(input.setting())) {
            return false;
        }
        int lead = Math.min(input.lead(), other.traits(input.setting()).lead());
        return lead >= (windows.merge() ? Traits.CLEAR : Traits.PUNCTUAL);
    }

    @Override
    public Traits after(Traits input) {
        return Sorted.sorted(input).rekeyed();
    }

    private static int key(Event event) {
        return 1 + event.key % 100;
    }

    private static Event joined(Event first, Event second) {
        return new Event(first.key, first.value * 31 + second.hashCode(), first.time, second.time);
    }

    private static Event grouped(Iterable<Event> first, Iterable<Event> second) {
        return new Event(0, Functions.digest(first, false), 0, Functions.digest(second, false));
    }

    @Override
    public MillraceStream millrace(MillraceStream input) {
        MillraceStream second = other.millrace(input.build());
        return input.then(
                coGroup
                        ? input.stream()
                                .coGroup(second.stream())
                                .where(WindowJoin::key)
                                .equalTo(WindowJoin::key)
                                .window(windows.millrace())
                                .allowedLateness(Duration.ofMillis(lateness))
                                .apply(new OnMillrace())
                        : input.stream()
                                .join(second.stream())
                                .where(WindowJoin::key)
                                .equalTo(WindowJoin::key)
                                .window(windows.millrace())
                                .allowedLateness(Duration.ofMillis(lateness))
                                .<Event>apply(WindowJoin::joined));
    }

    @Override
    public FlinkStream flink(FlinkStream input) {
        FlinkStream second = other.flink(input.build());
        return input.spread(
                coGroup
                        ? input.stream()
                                .coGroup(second.stream())
                                .where(WindowJoin::key)
                                .equalTo(WindowJoin::key)
                                .window(windows.flink())
                                .allowedLateness(Duration.ofMillis(lateness))
                                .apply(new OnFlink(), FlinkBuild.EVENT)
                        : input.stream()
                                .join(second.stream())
                                .where(WindowJoin::key)
                                .equalTo(WindowJoin::key)
                                .window(windows.flink())
                                .allowedLateness(Duration.ofMillis(lateness))
                                .apply(WindowJoin::joined, FlinkBuild.EVENT));
    }

    @Override
    public List<Step> smaller() {
        return other.smaller().stream()
                .<Step>map(smaller -> new WindowJoin(coGroup, windows, lateness, smaller))
                .toList();
    }

    @Override
    public String toString() {
        return (coGroup ? "co-group" : "join") + " in windows, " + windows + ", lateness " + lateness + ", with\n    "
                + other.toString().replace("\n", "\n    ");
    }

    private static final class OnMillrace implements CoGroupFunction<Event, Event, Event> {
        @Override
        public void coGroup(Iterable<Event> first, Iterable<Event> second, Collector<Event> out) {
            out.collect(grouped(first, second));
        }
    }

    private static final class OnFlink
            implements org.apache.flink.api.common.functions.CoGroupFunction<Event, Event, Event> {
        @Override
        public void coGroup(Iterable<Event> first, Iterable<Event> second, org.apache.flink.util.Collector<Event> out) {
            out.collect(grouped(first, second));
        }
    }
}
