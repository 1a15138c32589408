/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.machines;

import io.millrace.function.Collector;
import io.millrace.process.KeyedBroadcastProcessFunction;
import io.millrace.process.OpenContext;
import io.millrace.state.BroadcastState;
import io.millrace.state.MapState;
import io.millrace.state.MapStateDescriptor;
import io.millrace.state.ReadOnlyBroadcastState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Counts, for each machine, the bad values in a row of each sensor, by the rules in force when they were measured.
 *
 * <p>Readings and rules come from two sources, and nobody knows which is read first. So a reading waits until event time
 * has reached it on both inputs: then every rule that was valid for it is known, in every run.
 */
final class RuleCheck extends KeyedBroadcastProcessFunction<String, Reading, Rule, MachineAlert> {
    private static final long serialVersionUID = 1L;

    /** The rules by sensor; every subtask holds them all. */
    static final MapStateDescriptor<String, Rules> RULES = new MapStateDescriptor<>("rules", String.class, Rules.class);

    @SuppressWarnings("NullAway.Init") // set in open
    private transient MapState<Long, List<Reading>> waiting;

    @SuppressWarnings("NullAway.Init") // set in open
    private transient MapState<String, Integer> badInARow;

    @Override
    public void open(OpenContext context) {
        waiting = getRuntimeContext().getMapState(new MapStateDescriptor<>("waiting"));
        badInARow = getRuntimeContext().getMapState(new MapStateDescriptor<>("badInARow", String.class, Integer.class));
    }

    @Override
    public void processBroadcastElement(Rule rule, Context context, Collector<MachineAlert> out) throws Exception {
        BroadcastState<String, Rules> state = context.getBroadcastState(RULES);
        Rules known = state.get(rule.sensor());
        state.put(rule.sensor(), (known == null ? Rules.NONE : known).with(rule));
    }

    @Override
    public void processElement(Reading reading, ReadOnlyContext context, Collector<MachineAlert> out) throws Exception {
        long time = reading.timeMillis();
        List<Reading> sameTime = waiting.get(time);
        List<Reading> readings = sameTime == null ? new ArrayList<>() : sameTime;
        readings.add(reading);
        waiting.put(time, readings);
        context.timerService().registerEventTimeTimer(time);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<MachineAlert> out) throws Exception {
        ReadOnlyBroadcastState<String, Rules> rules = context.getBroadcastState(RULES);
        for (Reading reading : Objects.requireNonNull(waiting.get(timestamp))) {
            Rules known = rules.get(reading.sensor());
            Rule rule = known == null ? null : known.at(reading);
            if (rule == null || reading.value() <= rule.limit()) {
                badInARow.remove(reading.sensor());
            } else {
                Integer before = badInARow.get(reading.sensor());
                int count = before == null ? 1 : before + 1;
                badInARow.put(reading.sensor(), count);
                if (count == rule.times()) {
                    out.collect(new MachineAlert(rule, reading));
                }
            }
        }
        waiting.remove(timestamp);
    }
}
