/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Event;
import io.millrace.differential.flink.FlinkBuild;
import io.millrace.differential.flink.FlinkEarlyAndLate;
import io.millrace.differential.millrace.MillraceEarlyAndLate;
import io.millrace.simulation.Randomness;
import io.millrace.window.ContinuousEventTimeTrigger;
import io.millrace.window.CountTrigger;
import io.millrace.window.DeltaTrigger;
import io.millrace.window.EventTimeTrigger;
import io.millrace.window.PurgingTrigger;
import io.millrace.window.Trigger;
import io.millrace.window.Window;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;

/**
 * A trigger.
 *
 * @param number of elements, or milliseconds, or what values must differ by
 */
record Firing(Kind kind, boolean purging, long number) implements Serializable {
    static final Firing DEFAULT = new Firing(Kind.DEFAULT, false, 0);

    enum Kind {
        DEFAULT,
        EVENT_TIME,
        COUNT,
        DELTA,
        CONTINUOUS,
        EARLY_AND_LATE
    }

    static Firing draw(Randomness random) {
        return draw(random, random.chance(0.4) ? Kind.DEFAULT : random.pick(List.of(Kind.values())));
    }

    /** Draws a trigger for windows without an end. */
    static Firing drawByElements(Randomness random) {
        return draw(random, random.pick(List.of(Kind.COUNT, Kind.DELTA)));
    }

    private static Firing draw(Randomness random, Kind kind) {
        return kind == Kind.DEFAULT ? DEFAULT : new Firing(kind, random.chance(0.4), random.upTo(8));
    }

    boolean isDefault() {
        return kind == Kind.DEFAULT;
    }

    /** Returns whether a window fires at its end, and for late elements. */
    boolean atEndAlone() {
        return kind == Kind.DEFAULT || kind == Kind.EVENT_TIME;
    }

    /** Returns whether it counts or compares elements as they come. */
    boolean needsOrder() {
        return kind == Kind.COUNT || kind == Kind.DELTA || kind == Kind.EARLY_AND_LATE;
    }

    /** Returns whether it has timers before the end, which see what has come until then. */
    boolean needsExactTime() {
        return kind == Kind.CONTINUOUS || kind == Kind.EARLY_AND_LATE;
    }

    /** Returns whether it has intervals: before the epoch Flink rounds them up, and Millrace down, as windows. */
    boolean needsPositiveTime() {
        return kind == Kind.CONTINUOUS;
    }

    /** Returns whether it has timers behind the end. */
    boolean firesLate() {
        return kind == Kind.EARLY_AND_LATE;
    }

    boolean canMerge() {
        return kind != Kind.DELTA;
    }

    private static double delta(Event a, Event b) {
        return Math.abs((double) a.value - b.value);
    }

    @SuppressWarnings("unchecked") // it is used with windows of the right kind
    <W extends Window> Trigger<Event, W> millrace() {
        Trigger<?, ?> trigger =
                switch (kind) {
                    case DEFAULT, EVENT_TIME -> EventTimeTrigger.create();
                    case COUNT -> CountTrigger.of(number);
                    case DELTA -> DeltaTrigger.of(number, Firing::delta);
                    case CONTINUOUS -> ContinuousEventTimeTrigger.of(Duration.ofMillis(number));
                    case EARLY_AND_LATE -> new MillraceEarlyAndLate(number);
                };
        Trigger<Event, W> typed = (Trigger<Event, W>) trigger;
        return purging ? PurgingTrigger.of(typed) : typed;
    }

    @SuppressWarnings("unchecked") // it is used with windows of the right kind
    <W extends org.apache.flink.streaming.api.windowing.windows.Window>
            org.apache.flink.streaming.api.windowing.triggers.Trigger<Event, W> flink() {
        org.apache.flink.streaming.api.windowing.triggers.Trigger<?, ?> trigger =
                switch (kind) {
                    case DEFAULT, EVENT_TIME ->
                        org.apache.flink.streaming.api.windowing.triggers.EventTimeTrigger.create();
                    case COUNT -> org.apache.flink.streaming.api.windowing.triggers.CountTrigger.of(number);
                    case DELTA ->
                        org.apache.flink.streaming.api.windowing.triggers.DeltaTrigger.of(
                                number, Firing::delta, FlinkBuild.EVENT.createSerializer(new SerializerConfigImpl()));
                    case CONTINUOUS ->
                        org.apache.flink.streaming.api.windowing.triggers.ContinuousEventTimeTrigger.of(
                                Duration.ofMillis(number));
                    case EARLY_AND_LATE -> new FlinkEarlyAndLate(number);
                };
        org.apache.flink.streaming.api.windowing.triggers.Trigger<Event, W> typed =
                (org.apache.flink.streaming.api.windowing.triggers.Trigger<Event, W>) trigger;
        return purging ? org.apache.flink.streaming.api.windowing.triggers.PurgingTrigger.of(typed) : typed;
    }

    @Override
    public String toString() {
        return (purging ? "purging " : "") + kind + (atEndAlone() ? "" : " " + number);
    }
}
