/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import io.millrace.function.Collector;
import io.millrace.metric.Counter;
import io.millrace.process.KeyedProcessFunction;
import io.millrace.process.OpenContext;
import io.millrace.state.MapState;
import io.millrace.state.MapStateDescriptor;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Raises an alert where the last five departures of an airport were all at least {@value #LATE_MINUTES} minutes late.
 *
 * <p>Departures count in order of their scheduled times, and those of the same minute in order of arrival. A flight
 * arrives as much behind its scheduled time as it is delayed, so each one waits until event time is {@link #PATIENCE}
 * past it. A flight that comes even later than that is left out and counted ({@value #LEFT_OUT}).
 *
 * <p>After an alert the airport is silent for {@link #SILENCE} of event time; the departure that comes exactly at its
 * end may raise the next one. Silence does not end a run of late departures.
 */
final class DelayAlerts extends KeyedProcessFunction<String, Flight, Alert> {
    static final int LATE_MINUTES = 30;
    static final Duration PATIENCE = Duration.ofHours(12);
    static final Duration SILENCE = Duration.ofHours(6);
    static final String LEFT_OUT = "flightsLeftOutOfAlerts";

    private static final long serialVersionUID = 1L;
    private static final MapStateDescriptor<Long, WaitingDelays> WAITING =
            new MapStateDescriptor<>("waiting", Long.class, WaitingDelays.class);
    private static final ValueStateDescriptor<LateStreak> STREAK =
            new ValueStateDescriptor<>("streak", LateStreak.class);
    private static final ValueStateDescriptor<Long> SILENT_UNTIL =
            new ValueStateDescriptor<>("silentUntil", Long.class);

    private transient @Nullable State state;

    /** The state of the airport at hand, and the counter of the subtask. */
    private record State(
            MapState<Long, WaitingDelays> waiting,
            ValueState<LateStreak> streak,
            ValueState<Long> silentUntil,
            Counter leftOut) {}

    @Override
    public void open(OpenContext openContext) {
        state = new State(
                getRuntimeContext().getMapState(WAITING),
                getRuntimeContext().getState(STREAK),
                getRuntimeContext().getState(SILENT_UNTIL),
                getRuntimeContext().getCounter(LEFT_OUT));
    }

    @Override
    public void processElement(Flight flight, Context context, Collector<Alert> out) {
        long scheduled = flight.scheduledMillis();
        long due = scheduled + PATIENCE.toMillis();
        if (due <= context.timerService().currentWatermark()) {
            state().leftOut.inc();
            return;
        }
        WaitingDelays waiting = state().waiting.get(scheduled);
        state().waiting.put(scheduled, (waiting == null ? WaitingDelays.NONE : waiting).plus(flight.delay()));
        context.timerService().registerEventTimeTimer(due);
    }

    @Override
    public void onTimer(long due, OnTimerContext context, Collector<Alert> out) {
        long scheduled = due - PATIENCE.toMillis();
        WaitingDelays waiting =
                Objects.requireNonNull(state().waiting.get(scheduled), "A timer has a flight that waits for it");
        state().waiting.remove(scheduled);
        for (int delay : waiting.delays()) {
            departed(scheduled, delay, context.getCurrentKey(), out);
        }
    }

    private void departed(long scheduled, int delay, String origin, Collector<Alert> out) {
        if (delay < LATE_MINUTES) {
            state().streak.clear();
            return;
        }
        LateStreak before = state().streak.value();
        LateStreak streak = (before == null ? LateStreak.NONE : before).plus(delay);
        state().streak.update(streak);
        if (streak.raisesAlert() && !isSilentAt(scheduled)) {
            state().silentUntil.update(scheduled + SILENCE.toMillis());
            out.collect(new Alert(Instant.ofEpochMilli(scheduled), origin, streak.length(), streak.averageDelay()));
        }
    }

    private boolean isSilentAt(long scheduled) {
        Long silentUntil = state().silentUntil.value();
        return silentUntil != null && scheduled < silentUntil;
    }

    private State state() {
        return Objects.requireNonNull(state, "open() comes first");
    }
}
