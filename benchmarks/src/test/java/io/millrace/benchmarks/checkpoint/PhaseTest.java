/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhaseTest {
    private static final long MILLI = 1_000_000;

    @Test
    void eventsOfAMillisecondAreDueAtItsBeginning() {
        Phase phase = Phase.steady(6_000, 1_000, 0, 2); // 3 a millisecond from each of 2 sources
        assertThat(phase.due(phase.start() - 1)).isZero();
        assertThat(phase.due(phase.start())).isEqualTo(3);
        assertThat(phase.due(phase.start() + MILLI - 1)).isEqualTo(3);
        assertThat(phase.due(phase.start() + 2 * MILLI)).isEqualTo(9);
        assertThat(phase.due(phase.start() + 5_000 * MILLI)).isEqualTo(3_000).isEqualTo(phase.events());
        assertThat(phase.dueTime(2, 0)).isEqualTo(phase.start());
        assertThat(phase.dueTime(3, 0)).isEqualTo(phase.start() + MILLI);
    }

    @Test
    void nothingIsDueOfAPhaseThatIsOver() {
        Phase phase = Phase.atOnce(10, 2);
        assertThat(phase.due(phase.start())).isEqualTo(5);
        phase.end();
        assertThat(phase.due(phase.start() + MILLI)).isZero();
    }

    @Test
    void latenciesOfTheWarmUpDoNotCount() {
        Phase phase = Phase.steady(1_000, 1_000, 100, 1);
        phase.arrived(0, phase.start() + 99 * MILLI);
        phase.arrived(0, phase.start() + 100 * MILLI);
        assertThat(phase.latencies().count()).isEqualTo(1);
    }
}
