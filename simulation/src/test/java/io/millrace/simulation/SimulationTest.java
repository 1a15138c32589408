/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.simulation.shape.Event;
import io.millrace.simulation.shape.Shapes;
import io.millrace.time.WatermarkStrategy;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final long SMOKE_BASE = 1_000_000;
    private static final int SMOKE_SEEDS = 500;
    private static final int FRESH_SEEDS = 1_600;
    private static final long MOST_SECONDS = 90;

    @Test
    void isRightInWorldsThatWereSeenBefore() throws Exception {
        SimulationCampaign campaign = campaign(SMOKE_BASE, SMOKE_SEEDS);

        assertThat(campaign.schedules()).isEqualTo(SMOKE_SEEDS);
    }

    @Test
    void isRightInFreshWorlds() throws Exception {
        campaign(System.nanoTime() >>> 1, FRESH_SEEDS);
    }

    private static SimulationCampaign campaign(long base, int seeds) throws Exception {
        SimulationCampaign campaign = new SimulationCampaign(Shapes.all());
        campaign.run(
                base,
                seeds,
                Runtime.getRuntime().availableProcessors(),
                System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS));
        campaign.print(base);
        assertThat(campaign.firstFailure()).isNull();
        return campaign;
    }

    @Test
    void theSameSeedLeadsToTheSameEvents() {
        Scenario shape = Shapes.named("sliding-aggregate");

        assertThat(Simulation.replay(42, shape, 6)).isEqualTo(Simulation.replay(42, shape, 6));
        assertThat(Simulation.replay(43, shape, 6).traceHash())
                .isNotEqualTo(Simulation.replay(42, shape, 6).traceHash());
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

    @Test
    void refusesAShapeThatDoesNotExist() {
        assertThatThrownBy(() -> Shapes.named("none")).hasMessageContaining("none");
        assertThat(Shapes.all()).hasSizeGreaterThanOrEqualTo(20);
        assertThat(new Event(1, 2, 3, 4).id()).isEqualTo(2);
    }
}
