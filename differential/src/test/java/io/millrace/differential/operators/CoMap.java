/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Event;
import io.millrace.differential.Pipeline;
import io.millrace.differential.Program.Drawing;
import io.millrace.differential.Step;
import io.millrace.differential.Traits;
import io.millrace.differential.flink.FlinkStream;
import io.millrace.differential.millrace.MillraceStream;
import io.millrace.function.CoFlatMapFunction;
import io.millrace.function.CoMapFunction;
import io.millrace.function.Collector;
import io.millrace.stream.ConnectedStreams;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Connects another pipeline, with a co-map or a co-flat-map, keyed or not. */
record CoMap(boolean flat, boolean keyed, Pipeline other) implements Step {
    static @Nullable Step draw(Drawing drawing, Traits input) {
        return drawing.mayAddSource()
                ? new CoMap(
                        drawing.random().chance(0.5),
                        drawing.random().chance(0.5),
                        drawing.pipeline(drawing.random().below(3)))
                : null;
    }

    @Override
    public boolean fits(Traits input) {
        return other.fits(input.setting());
    }

    @Override
    public Traits after(Traits input) {
        Traits both = input.with(other.traits(input.setting()), false);
        return keyed ? both.keyed() : both;
    }

    @Override
    public MillraceStream millrace(MillraceStream input) {
        MillraceStream second = other.millrace(input.build());
        ConnectedStreams<Event, Event> both = input.stream().connect(second.stream());
        ConnectedStreams<Event, Event> ready = keyed ? both.keyBy(event -> event.key, event -> event.key) : both;
        MillraceStream result = input.withTraits(after(input.traits()));
        return result.local(flat ? ready.flatMap(new OnMillrace()) : ready.map(new MapOnMillrace()));
    }

    @Override
    public FlinkStream flink(FlinkStream input) {
        FlinkStream second = other.flink(input.build());
        org.apache.flink.streaming.api.datastream.ConnectedStreams<Event, Event> both =
                input.stream().connect(second.stream());
        org.apache.flink.streaming.api.datastream.ConnectedStreams<Event, Event> ready =
                keyed ? both.keyBy(event -> event.key, event -> event.key) : both;
        FlinkStream result = input.withTraits(after(input.traits()));
        return result.local(flat ? ready.flatMap(new OnFlink()) : ready.map(new MapOnFlink()));
    }

    @Override
    public List<Step> smaller() {
        return other.smaller().stream()
                .<Step>map(smaller -> new CoMap(flat, keyed, smaller))
                .toList();
    }

    @Override
    public String toString() {
        return (keyed ? "keyed " : "")
                + (flat ? "co-flat-map with\n    " : "co-map with\n    ")
                + other.toString().replace("\n", "\n    ");
    }

    private static Event second(Event event) {
        return event.withExtra(-event.extra - 1);
    }

    private static final class MapOnMillrace implements CoMapFunction<Event, Event, Event> {
        @Override
        public Event map1(Event event) {
            return event;
        }

        @Override
        public Event map2(Event event) {
            return second(event);
        }
    }

    private static final class OnMillrace implements CoFlatMapFunction<Event, Event, Event> {
        @Override
        public void flatMap1(Event event, Collector<Event> out) {
            out.collect(event);
        }

        @Override
        public void flatMap2(Event event, Collector<Event> out) {
            out.collect(event);
            out.collect(second(event));
        }
    }

    private static final class MapOnFlink
            implements org.apache.flink.streaming.api.functions.co.CoMapFunction<Event, Event, Event> {
        @Override
        public Event map1(Event event) {
            return event;
        }

        @Override
        public Event map2(Event event) {
            return second(event);
        }
    }

    private static final class OnFlink
            implements org.apache.flink.streaming.api.functions.co.CoFlatMapFunction<Event, Event, Event> {
        @Override
        public void flatMap1(Event event, org.apache.flink.util.Collector<Event> out) {
            out.collect(event);
        }

        @Override
        public void flatMap2(Event event, org.apache.flink.util.Collector<Event> out) {
            out.collect(event);
            out.collect(second(event));
        }
    }
}
