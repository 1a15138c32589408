/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.time.WatermarkStrategy;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTest {
    @Test
    void theSameSeedLeadsToTheSameEvents() {
        Scenario job = new TwoSinksScenario(40, 15);

        assertThat(Simulation.replay(42, job, 6)).isEqualTo(Simulation.replay(42, job, 6));
        assertThat(Simulation.replay(43, job, 6).traceHash())
                .isNotEqualTo(Simulation.replay(42, job, 6).traceHash());
    }

    @Test
    void usersRunTheirOwnJobs() {
        List<Outcome> outcomes = Simulation.of((environment, io) -> environment
                        .fromSource(io.<Integer>source("numbers"), WatermarkStrategy.noWatermarks(), "Numbers")
                        .keyBy(number -> number % 2)
                        .reduce(Integer::sum)
                        .sinkTo(io.sink("sums")))
                .input("numbers", List.of(1, 3, 5), List.of(2, 4))
                .seeds(1, 50)
                .crashes(3)
                .verify(outputs -> outputs.requireRows("sums", List.of(1, 4, 9, 2, 6)));

        assertThat(outcomes).hasSize(50);
        assertThat(outcomes.stream().mapToInt(Outcome::deaths).sum()).isPositive();
    }

    @Test
    void namesTheSeedOfAWorldThatWentWrong() {
        assertThatThrownBy(() -> Simulation.of((environment, io) -> environment
                                .fromSource(io.<Integer>source("numbers"), WatermarkStrategy.noWatermarks(), "Numbers")
                                .sinkTo(io.sink("same")))
                        .input("numbers", List.of(1, 2))
                        .seeds(77, 1)
                        .verify(outputs -> outputs.requireRows("same", List.of(1))))
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining("seed 77")
                .hasMessageContaining("1 are too many: [2]");
    }

    @Test
    void namesAFailureThatHasNoMessage() {
        assertThatThrownBy(() -> Simulation.of((environment, io) -> environment
                                .fromSource(io.<Integer>source("numbers"), WatermarkStrategy.noWatermarks(), "Numbers")
                                .sinkTo(io.sink("same")))
                        .input("numbers", List.of(1, 2))
                        .seeds(1, 1)
                        .verify(outputs -> {
                            throw new IllegalStateException();
                        }))
                .hasMessageContaining("(replay it with this seed): java.lang.IllegalStateException");
    }

    @Test
    void seesThatARecordWasChangedAfterItWasEmitted() {
        assertThatThrownBy(() -> Simulation.of((environment, io) -> environment
                                .fromSource(io.<int[]>source("numbers"), WatermarkStrategy.noWatermarks(), "Numbers")
                                .broadcast()
                                .map(number -> {
                                    number[0]++;
                                    return number[0];
                                })
                                .setParallelism(2)
                                .sinkTo(io.sink("numbers")))
                        .input("numbers", List.of(new int[] {1}, new int[] {2}))
                        .seeds(1, 50)
                        .crashes(0)
                        .verify(outputs -> {}))
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining("changed after it was emitted");
    }
}
