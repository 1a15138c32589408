/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.machines;

import io.millrace.connector.basic.SequenceSource;
import io.millrace.examples.Example;
import io.millrace.examples.Noise;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import java.time.Instant;
import java.util.List;

/**
 * Broadcast state: eight machines of a production line send temperatures and vibrations every second. Rules say what is
 * too much; they come as a stream of their own, and change while the job runs.
 */
public final class MachineMonitoring implements Example {
    private static final Instant START = Instant.parse("2026-03-02T06:00:00Z");
    private static final int MACHINES = 8;
    private static final int SECONDS = 3_600;

    /** A limit for each sensor, a sharper one after twenty minutes, and the end of one after forty. */
    static final List<Rule> RULES = List.of(
            new Rule("temperature", 95, 5, START),
            new Rule("vibration", 9, 3, START),
            new Rule("temperature", 90, 5, START.plusSeconds(1_200)),
            new Rule("vibration", 9, 0, START.plusSeconds(2_400)));

    @Override
    public String name() {
        return "machine-monitoring";
    }

    @Override
    public String description() {
        return "Broadcast state: a production line, watched by rules that change while the job runs.";
    }

    @Override
    public String explanation() {
        return """
                Broadcast state: rules are a stream of their own, which every subtask keeps and applies to the readings of its machines.
                In: an hour of temperatures and vibrations of eight machines, every second. Out: limits passed several times in a row.
                Look at 06:20, when a sharper limit for temperatures comes (90 for 95), and at 06:40, when that for vibrations ends.
                """;
    }

    @Override
    public void build(StreamExecutionEnvironment environment, List<String> arguments) {
        DataStream<Reading> readings = environment
                .fromSource(
                        new SequenceSource(0, 2L * MACHINES * SECONDS - 1), WatermarkStrategy.noWatermarks(), "numbers")
                .map(MachineMonitoring::reading);
        alerts(readings, environment.fromData(RULES)).print();
    }

    /** The job: what is around it only makes and shows data. */
    static DataStream<MachineAlert> alerts(DataStream<Reading> readings, DataStream<Rule> rules) {
        DataStream<Rule> timedRules =
                rules.assignTimestampsAndWatermarks(WatermarkStrategy.<Rule>forMonotonousTimestamps()
                        .withTimestampAssigner((rule, timestamp) -> rule.validFromMillis()));
        return readings.assignTimestampsAndWatermarks(WatermarkStrategy.<Reading>forMonotonousTimestamps()
                        .withTimestampAssigner((reading, timestamp) -> reading.timeMillis()))
                .keyBy(Reading::machine)
                .connect(timedRules.broadcast(RuleCheck.RULES))
                .process(new RuleCheck())
                .uid("rule-check");
    }

    /** Two sensors of each machine a second. Now and then a machine runs hot for some seconds, or shakes. */
    static Reading reading(long position) {
        long second = position / (2 * MACHINES);
        int machine = (int) (position / 2 % MACHINES);
        long phase = second / 12 * MACHINES + machine;
        Instant time = START.plusSeconds(second);
        if (position % 2 == 0) {
            double base = Noise.below(1_000, phase, 1) < 5 ? 96 : Noise.below(1_000, phase, 2) < 8 ? 91 : 70;
            return new Reading("machine-" + machine, "temperature", base + Noise.below(40, position, 3) / 10.0, time);
        }
        double base = Noise.below(1_000, phase, 4) < 8 ? 8 : 2;
        return new Reading("machine-" + machine, "vibration", base + Noise.below(40, position, 5) / 10.0, time);
    }
}
