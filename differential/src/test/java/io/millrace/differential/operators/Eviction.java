/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Event;
import io.millrace.simulation.Randomness;
import io.millrace.window.CountEvictor;
import io.millrace.window.DeltaEvictor;
import io.millrace.window.Evictor;
import io.millrace.window.TimeEvictor;
import io.millrace.window.Window;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * An evictor. Each leaves one element at least: Flink hands a null to a reduction of none.
 *
 * @param after whether behind the window's function
 */
record Eviction(Kind kind, boolean after, long number) implements Serializable {
    static final Eviction NONE = new Eviction(Kind.NONE, false, 0);

    enum Kind {
        NONE,
        COUNT,
        TIME,
        DELTA
    }

    static Eviction draw(Randomness random) {
        Kind kind = random.chance(0.6) ? Kind.NONE : random.pick(List.of(Kind.values()));
        return kind == Kind.NONE ? NONE : new Eviction(kind, random.chance(0.5), random.upTo(6));
    }

    boolean isNone() {
        return kind == Kind.NONE;
    }

    /** Returns whether it depends on the order in which elements came. */
    boolean needsOrder() {
        return kind == Kind.COUNT || kind == Kind.DELTA;
    }

    private static double delta(Event a, Event b) {
        return Math.abs((double) a.value - b.value);
    }

    @SuppressWarnings("unchecked") // elements that it does not look at may be of any type
    <W extends Window> Evictor<Event, W> millrace() {
        Evictor<?, ?> evictor =
                switch (kind) {
                    case NONE -> throw new IllegalStateException("There is no evictor");
                    case COUNT -> CountEvictor.of(number, after);
                    case TIME -> TimeEvictor.of(Duration.ofMillis(number), after);
                    case DELTA -> DeltaEvictor.of(number, Eviction::delta, after);
                };
        return (Evictor<Event, W>) evictor;
    }

    @SuppressWarnings("unchecked") // elements that it does not look at may be of any type
    <W extends org.apache.flink.streaming.api.windowing.windows.Window>
            org.apache.flink.streaming.api.windowing.evictors.Evictor<Event, W> flink() {
        org.apache.flink.streaming.api.windowing.evictors.Evictor<?, ?> evictor =
                switch (kind) {
                    case NONE -> throw new IllegalStateException("There is no evictor");
                    case COUNT -> org.apache.flink.streaming.api.windowing.evictors.CountEvictor.of(number, after);
                    case TIME ->
                        org.apache.flink.streaming.api.windowing.evictors.TimeEvictor.of(
                                Duration.ofMillis(number), after);
                    case DELTA ->
                        org.apache.flink.streaming.api.windowing.evictors.DeltaEvictor.of(
                                number, Eviction::delta, after);
                };
        return (org.apache.flink.streaming.api.windowing.evictors.Evictor<Event, W>) evictor;
    }

    @Override
    public String toString() {
        return kind == Kind.NONE ? "none" : kind + " " + number + (after ? " after" : " before");
    }
}
