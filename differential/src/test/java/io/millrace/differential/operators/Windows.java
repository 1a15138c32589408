/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Event;
import io.millrace.differential.flink.FlinkCumulativeWindows;
import io.millrace.differential.flink.FlinkDoubledWindows;
import io.millrace.differential.millrace.MillraceDoubledWindows;
import io.millrace.simulation.Randomness;
import io.millrace.window.CumulativeEventTimeWindows;
import io.millrace.window.DynamicEventTimeSessionWindows;
import io.millrace.window.EventTimeSessionWindows;
import io.millrace.window.SlidingEventTimeWindows;
import io.millrace.window.TimeWindow;
import io.millrace.window.TumblingEventTimeWindows;
import io.millrace.window.WindowAssigner;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * An assigner of event-time windows.
 *
 * @param size of the windows, or the gap of sessions
 * @param slide of sliding windows, or the step of cumulative ones
 */
record Windows(Kind kind, long size, long slide, long offset) implements Serializable {
    enum Kind {
        TUMBLING,
        SLIDING,
        SESSION,
        DYNAMIC_SESSION,
        CUMULATIVE,
        DOUBLED
    }

    static Windows draw(Randomness random) {
        return draw(random, random.pick(List.of(Kind.values())));
    }

    /** Draws an assigner that does not look at elements. */
    static Windows drawByTime(Randomness random) {
        return draw(random, random.pick(List.of(Kind.TUMBLING, Kind.SLIDING, Kind.SESSION, Kind.CUMULATIVE)));
    }

    private static Windows draw(Randomness random, Kind kind) {
        long size = random.upTo(60);
        return switch (kind) {
            case TUMBLING -> new Windows(kind, size, size, offset(random, size));
            case SLIDING -> {
                // sliding windows may also leave gaps
                long slide = random.chance(0.1) ? random.between(1, 60) : Math.max(1, size / random.between(1, 8));
                yield new Windows(kind, size, slide, offset(random, slide));
            }
            case SESSION, DYNAMIC_SESSION -> new Windows(kind, random.upTo(30), 0, 0);
            case CUMULATIVE -> {
                long step = random.upTo(15);
                yield new Windows(kind, step * random.upTo(5), step, 0);
            }
            case DOUBLED -> new Windows(kind, size, 0, 0);
        };
    }

    private static long offset(Randomness random, long below) {
        return random.chance(0.5) ? 0 : random.between((int) -below + 1, (int) below - 1);
    }

    boolean merge() {
        return kind == Kind.SESSION || kind == Kind.DYNAMIC_SESSION;
    }

    boolean overlap() {
        return (kind == Kind.SLIDING && slide < size) || kind == Kind.CUMULATIVE || kind == Kind.DOUBLED;
    }

    /** Returns whether two windows of one key may end, and so fire, at the same time. */
    boolean endTogether() {
        return kind == Kind.DOUBLED;
    }

    /** Returns whether Millrace folds them in order of time, and not of arrival, unless their trigger forbids it. */
    boolean foldedByTime() {
        return kind == Kind.SLIDING && slide != size;
    }

    /** Returns whether the gap of sessions is that of the key. */
    boolean byKey() {
        return kind == Kind.DYNAMIC_SESSION;
    }

    /** Of the key alone: Flink forgets a session that comes to be the same as the window of a later element. */
    private long gap(Object element) {
        return 1 + Math.floorMod(((Event) element).key, size);
    }

    private static Duration millis(long length) {
        return Duration.ofMillis(length);
    }

    WindowAssigner<Object, TimeWindow> millrace() {
        return switch (kind) {
            case TUMBLING -> TumblingEventTimeWindows.of(millis(size), millis(offset));
            case SLIDING -> SlidingEventTimeWindows.of(millis(size), millis(slide), millis(offset));
            case SESSION -> EventTimeSessionWindows.withGap(millis(size));
            case DYNAMIC_SESSION -> DynamicEventTimeSessionWindows.withDynamicGap(this::gap);
            case CUMULATIVE -> CumulativeEventTimeWindows.of(millis(size), millis(slide));
            case DOUBLED -> new MillraceDoubledWindows(size);
        };
    }

    org.apache.flink.streaming.api.windowing.assigners.WindowAssigner<
                    Object, org.apache.flink.streaming.api.windowing.windows.TimeWindow>
            flink() {
        return switch (kind) {
            case TUMBLING ->
                org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows.of(
                        millis(size), millis(offset));
            case SLIDING ->
                org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows.of(
                        millis(size), millis(slide), millis(offset));
            case SESSION ->
                org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows.withGap(millis(size));
            case DYNAMIC_SESSION ->
                org.apache.flink.streaming.api.windowing.assigners.DynamicEventTimeSessionWindows.withDynamicGap(
                        this::gap);
            case CUMULATIVE -> new FlinkCumulativeWindows(slide, (int) (size / slide));
            case DOUBLED -> new FlinkDoubledWindows(size);
        };
    }

    @Override
    public String toString() {
        return switch (kind) {
            case TUMBLING -> "tumbling " + size + " offset " + offset;
            case SLIDING -> "sliding " + size + " by " + slide + " offset " + offset;
            case SESSION -> "session gap " + size;
            case DYNAMIC_SESSION -> "session gap up to " + size + " by key";
            case CUMULATIVE -> "cumulative " + size + " by " + slide;
            case DOUBLED -> "tumbling " + size + " and of twice the size for even values";
        };
    }
}
