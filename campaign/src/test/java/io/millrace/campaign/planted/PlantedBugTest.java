/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.planted;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.campaign.shape.Shapes;
import io.millrace.simulation.Scenario;
import io.millrace.simulation.Simulation;
import io.millrace.simulation.SimulationFailure;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation must see bugs: each planted one, within a few hundred worlds. */
class PlantedBugTest {
    private static final int MOST_WORLDS = 400;
    private static final int MOST_CRASHES = 6;

    @ParameterizedTest
    @EnumSource(PlantedBug.class)
    void catchesThePlantedBug(PlantedBug bug) {
        assertThat(worldsToCatch(bug)).as("worlds until %s is caught", bug).isBetween(1, MOST_WORLDS);
    }

    /** What carries the bugs must be right itself: else it is not the bug that is caught. */
    @Test
    void catchesNothingWhereOperatorsAreWrappedAlone() {
        List<Scenario> shapes = Shapes.all();
        for (int world = 1; world <= 2 * shapes.size(); world++) {
            Simulation.run(
                    shapes.get(world % shapes.size()),
                    world,
                    MOST_CRASHES,
                    () -> PlantedBug.operators(PlantedOperator.Bug.NONE));
        }
    }

    /** Returns in which world the bug was caught first, or 0 for in none. */
    static int worldsToCatch(PlantedBug bug) {
        List<Scenario> shapes = bug.shapes();
        for (int world = 1; world <= MOST_WORLDS; world++) {
            Scenario shape = shapes.get(world % shapes.size());
            try {
                Simulation.run(shape, world, MOST_CRASHES, bug.hooks());
            } catch (SimulationFailure caught) {
                String message = String.valueOf(caught.getMessage());
                System.out.printf(
                        Locale.ROOT,
                        "%-40s caught in world %4d  %s%n",
                        bug,
                        world,
                        message.substring(0, Math.min(140, message.indexOf('\n'))));
                return world;
            }
        }
        return 0;
    }
}
