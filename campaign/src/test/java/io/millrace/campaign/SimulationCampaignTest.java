/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.campaign.planted.PlantedBug;
import io.millrace.campaign.shape.Shapes;
import io.millrace.simulation.WorldHooks;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SimulationCampaignTest {
    private static final long SMOKE_FIRST = 1_000_000;
    private static final int SMOKE_SEEDS = 500;
    private static final int FRESH_SEEDS = 20_000;
    private static final long MOST_SECONDS = 200;

    @Test
    void isRightInWorldsThatWereSeenBefore() throws Exception {
        assertThat(allRight(SMOKE_FIRST, SMOKE_SEEDS).schedules()).isEqualTo(SMOKE_SEEDS);
    }

    @Test
    void isRightInFreshWorlds() throws Exception {
        long first = System.nanoTime() >>> 1;
        System.out.println("Fresh seeds from " + first + " on");
        allRight(first, FRESH_SEEDS);
    }

    private static SimulationCampaign allRight(long first, int seeds) throws Exception {
        SimulationCampaign campaign = new SimulationCampaign(
                Shapes.all(), () -> WorldHooks.NONE, new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        campaign.run(
                first,
                seeds,
                Runtime.getRuntime().availableProcessors(),
                System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS));
        campaign.print();
        assertThat(campaign.firstFailure()).as("from seed %s on", first).isNull();
        return campaign;
    }

    @Test
    void showsWhatWentWrongAndCountsItInItsLastLine() throws Exception {
        StringWriter text = new StringWriter();
        SimulationCampaign campaign = new SimulationCampaign(
                List.of(Shapes.named("value-state")),
                PlantedBug.SNAPSHOT_FORGETS_A_KEY.hooks(),
                new PrintWriter(text, true));

        campaign.run(1, 40, 2, Long.MAX_VALUE);
        campaign.print();

        assertThat(campaign.wrong()).isPositive();
        assertThat(text.toString().lines().toList())
                .anyMatch(line -> line.contains("Scenario value-state, seed "))
                .last()
                .asString()
                .matches("40 schedules, [0-9]+ faults, " + campaign.wrong() + " wrong");
    }

    @Test
    void refusesAShapeThatDoesNotExist() {
        assertThatThrownBy(() -> Shapes.named("none"))
                .hasMessageContaining("'none'")
                .hasMessageContaining("value-state");
        assertThat(Shapes.all()).hasSizeGreaterThanOrEqualTo(20);
    }
}
