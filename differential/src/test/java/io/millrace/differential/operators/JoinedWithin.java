/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Event;
import io.millrace.differential.Pipeline;
import io.millrace.differential.Program.Drawing;
import io.millrace.differential.Step;
import io.millrace.differential.Traits;
import io.millrace.differential.flink.FlinkBuild;
import io.millrace.differential.flink.FlinkStream;
import io.millrace.differential.millrace.MillraceStream;
import io.millrace.function.Collector;
import io.millrace.process.ProcessJoinFunction;
import io.millrace.stream.KeyedStream.IntervalJoined;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Joins each element with those of another pipeline that lie in an interval of event time around it. */
record JoinedWithin(long lower, long upper, boolean lowerExclusive, boolean upperExclusive, Pipeline other)
        implements Step {
    static @Nullable Step draw(Drawing drawing, Traits input) {
        if (!input.punctual() || !drawing.mayAddSource()) {
            return null;
        }
        long lower = drawing.random().between(-20, 10);
        return new JoinedWithin(
                lower,
                lower + drawing.random().between(2, 20),
                drawing.random().chance(0.3),
                drawing.random().chance(0.3),
                drawing.pipeline(drawing.random().below(3)));
    }

    @Override
    public boolean fits(Traits input) {
        return other.fits(input.setting())
                && input.punctual()
                && other.traits(input.setting()).punctual();
    }

    @Override
    public Traits after(Traits input) {
        return Sorted.sorted(input).rekeyed();
    }

    private static int key(Event event) {
        return event.key % 100;
    }

    private static Event joined(Event left, Event right, long leftTime, long rightTime) {
        return new Event(left.key, left.value * 31 + right.hashCode(), leftTime, rightTime);
    }

    @Override
    public MillraceStream millrace(MillraceStream input) {
        MillraceStream right = other.millrace(input.build());
        IntervalJoined<Event, Event, Integer> join = input.stream()
                .keyBy(JoinedWithin::key)
                .intervalJoin(right.stream().keyBy(JoinedWithin::key))
                .between(Duration.ofMillis(lower), Duration.ofMillis(upper));
        if (lowerExclusive) {
            join.lowerBoundExclusive();
        }
        if (upperExclusive) {
            join.upperBoundExclusive();
        }
        return input.then(join.process(new OnMillrace()));
    }

    @Override
    public FlinkStream flink(FlinkStream input) {
        FlinkStream right = other.flink(input.build());
        org.apache.flink.streaming.api.datastream.KeyedStream.IntervalJoined<Event, Event, Integer> join =
                input.stream()
                        .keyBy(JoinedWithin::key)
                        .intervalJoin(right.stream().keyBy(JoinedWithin::key))
                        .between(Duration.ofMillis(lower), Duration.ofMillis(upper));
        if (lowerExclusive) {
            join.lowerBoundExclusive();
        }
        if (upperExclusive) {
            join.upperBoundExclusive();
        }
        return input.spread(join.process(new OnFlink(), FlinkBuild.EVENT));
    }

    @Override
    public List<Step> smaller() {
        return other.smaller().stream()
                .<Step>map(smaller -> new JoinedWithin(lower, upper, lowerExclusive, upperExclusive, smaller))
                .toList();
    }

    @Override
    public String toString() {
        return "interval join " + (lowerExclusive ? "(" : "[") + lower + ", " + upper + (upperExclusive ? ")" : "]")
                + " with\n    " + other.toString().replace("\n", "\n    ");
    }

    private static final class OnMillrace extends ProcessJoinFunction<Event, Event, Event> {
        @Override
        public void processElement(Event left, Event right, Context ctx, Collector<Event> out) {
            out.collect(joined(left, right, ctx.getLeftTimestamp(), ctx.getRightTimestamp()));
        }
    }

    private static final class OnFlink
            extends org.apache.flink.streaming.api.functions.co.ProcessJoinFunction<Event, Event, Event> {
        @Override
        public void processElement(Event left, Event right, Context ctx, org.apache.flink.util.Collector<Event> out) {
            out.collect(joined(left, right, ctx.getLeftTimestamp(), ctx.getRightTimestamp()));
        }
    }
}
