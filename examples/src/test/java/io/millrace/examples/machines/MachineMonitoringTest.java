/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.machines;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.Jobs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MachineMonitoringTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static Reading reading(double value, int second) {
        return new Reading("m", "temperature", value, NOON.plusSeconds(second));
    }

    private static Rule rule(double limit, int times, int second) {
        return new Rule("temperature", limit, times, NOON.plusSeconds(second));
    }

    private static List<MachineAlert> alerts(List<Rule> rules, List<Reading> readings) throws Exception {
        return Jobs.run(
                readings,
                2,
                stream -> MachineMonitoring.alerts(
                        stream, stream.getExecutionEnvironment().fromData(rules)));
    }

    @Test
    void asManyBadValuesInARowRaiseOneAlert() throws Exception {
        Rule rule = rule(90, 2, 0);
        List<Reading> readings =
                List.of(reading(91, 1), reading(80, 2), reading(91, 3), reading(92, 4), reading(93, 5), reading(80, 6));

        assertThat(alerts(List.of(rule), readings)).containsExactly(new MachineAlert(rule, readings.get(3)));
    }

    @Test
    void aReadingIsJudgedByTheRuleOfItsTimeWhicheverComesFirst() throws Exception {
        Rule strict = rule(50, 1, 3);
        Rule withdrawn = rule(0, 0, 5);
        List<Reading> readings = List.of(reading(60, 1), reading(60, 2), reading(60, 4), reading(60, 6));

        assertThat(alerts(List.of(rule(90, 1, 0), strict, withdrawn), readings))
                .containsExactly(new MachineAlert(strict, readings.get(2)));
    }

    /** The same by going through all readings of each machine and sensor. */
    @Test
    void theGeneratedReadingsRaiseTheAlertsThatALoopFinds() throws Exception {
        List<Reading> readings =
                LongStream.range(0, 30_000).mapToObj(MachineMonitoring::reading).toList();
        List<MachineAlert> expected = new ArrayList<>();
        for (String sensor : List.of("temperature", "vibration")) {
            for (int machine = 0; machine < 8; machine++) {
                String name = "machine-" + machine;
                int bad = 0;
                for (Reading reading : readings) {
                    if (reading.machine().equals(name) && reading.sensor().equals(sensor)) {
                        Rule rule = null;
                        for (Rule each : MachineMonitoring.RULES) {
                            boolean applies = each.sensor().equals(sensor)
                                    && !each.validFrom().isAfter(reading.time());
                            rule = applies ? each : rule;
                        }
                        boolean over = rule != null && rule.times() > 0 && reading.value() > rule.limit();
                        bad = over ? bad + 1 : 0;
                        if (over && bad == rule.times()) {
                            expected.add(new MachineAlert(rule, reading));
                        }
                    }
                }
            }
        }

        assertThat(expected).hasSizeGreaterThan(10);
        assertThat(alerts(MachineMonitoring.RULES, readings)).containsExactlyInAnyOrderElementsOf(expected);
    }
}
