/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.planted;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.campaign.CatchRates;
import io.millrace.campaign.SimulationCampaign;
import io.millrace.campaign.shape.Shapes;
import io.millrace.graph.JobGraph;
import io.millrace.simulation.Scenario;
import io.millrace.simulation.Simulation;
import io.millrace.simulation.WorldHooks;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation must see bugs: each planted one, within a few hundred worlds. */
class PlantedBugTest {
    private static final int MOST_WORLDS = 400;

    @ParameterizedTest
    @EnumSource(PlantedBug.class)
    void catchesThePlantedBug(PlantedBug bug) {
        int worlds = CatchRates.worldsToCatch(bug, 1, MOST_WORLDS);

        System.out.printf(Locale.ROOT, "%-48s caught in world %4d%n", bug, worlds);
        assertThat(worlds).as("worlds until %s is caught", bug).isBetween(1, MOST_WORLDS);
    }

    /** What carries the bugs must be right itself: else it is not the bug that is caught. */
    @Test
    void catchesNothingInWhatCarriesTheBugs() {
        List<Scenario> streams = Shapes.all().stream()
                .filter(shape -> !shape.name().startsWith("batch-")) // carry none
                .toList();
        for (int world = 1; world <= streams.size(); world++) {
            Simulation.run(
                    SimulationCampaign.shapeOf(world, streams),
                    world,
                    SimulationCampaign.MOST_CRASHES,
                    PlantedBugTest::allCarriers);
        }
    }

    private static WorldHooks allCarriers() {
        List<WorldHooks> carriers = List.of(
                Planting.windows(PlantedWindows.Bug.NONE),
                Planting.operators(PlantedOperator.Bug.NONE),
                Planting.time(PlantedTime.Bug.NONE),
                Planting.sources(PlantedSource.Bug.NONE),
                Planting.sinks(PlantedSink.Bug.NONE),
                Planting.sinkOperators(PlantedOperator.Bug.NONE));
        return new WorldHooks() {
            @Override
            public JobGraph graph(JobGraph graph) {
                JobGraph planted = graph;
                for (WorldHooks carrier : carriers) {
                    planted = carrier.graph(planted);
                }
                return planted;
            }

            @Override
            public int patience() {
                return carriers.get(0).patience();
            }
        };
    }
}
