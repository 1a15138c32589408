/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.simulation.Randomness;
import java.io.Serializable;
import java.time.Duration;

/**
 * An assigner of event-time windows.
 *
 * @param size of the windows, or the gap of sessions
 * @param slide of sliding windows
 */
record Windows(Kind kind, long size, long slide, long offset) implements Serializable {
    enum Kind {
        TUMBLING,
        SLIDING,
        SESSION
    }

    static Windows draw(Randomness random) {
        long size = random.upTo(60);
        return switch (random.below(3)) {
            case 0 -> new Windows(Kind.TUMBLING, size, size, offset(random, size));
            case 1 -> {
                // sliding windows may also leave gaps
                long slide = random.chance(0.1) ? random.between(1, 60) : Math.max(1, size / random.between(1, 8));
                yield new Windows(Kind.SLIDING, size, slide, offset(random, slide));
            }
            default -> new Windows(Kind.SESSION, random.upTo(30), 0, 0);
        };
    }

    private static long offset(Randomness random, long below) {
        return random.chance(0.5) ? 0 : random.between((int) -below + 1, (int) below - 1);
    }

    boolean merge() {
        return kind == Kind.SESSION;
    }

    boolean overlap() {
        return kind == Kind.SLIDING && slide < size;
    }

    io.millrace.window.WindowAssigner<Object, io.millrace.window.TimeWindow> millrace() {
        return switch (kind) {
            case TUMBLING ->
                io.millrace.window.TumblingEventTimeWindows.of(Duration.ofMillis(size), Duration.ofMillis(offset));
            case SLIDING ->
                io.millrace.window.SlidingEventTimeWindows.of(
                        Duration.ofMillis(size), Duration.ofMillis(slide), Duration.ofMillis(offset));
            case SESSION -> io.millrace.window.EventTimeSessionWindows.withGap(Duration.ofMillis(size));
        };
    }

    org.apache.flink.streaming.api.windowing.assigners.WindowAssigner<
                    Object, org.apache.flink.streaming.api.windowing.windows.TimeWindow>
            flink() {
        return switch (kind) {
            case TUMBLING ->
                org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows.of(
                        Duration.ofMillis(size), Duration.ofMillis(offset));
            case SLIDING ->
                org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows.of(
                        Duration.ofMillis(size), Duration.ofMillis(slide), Duration.ofMillis(offset));
            case SESSION ->
                org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows.withGap(
                        Duration.ofMillis(size));
        };
    }

    @Override
    public String toString() {
        return switch (kind) {
            case TUMBLING -> "tumbling " + size + " offset " + offset;
            case SLIDING -> "sliding " + size + " by " + slide + " offset " + offset;
            case SESSION -> "session gap " + size;
        };
    }
}
