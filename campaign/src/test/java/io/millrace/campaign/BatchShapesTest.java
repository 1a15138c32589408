/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.campaign.shape.Shapes;
import io.millrace.simulation.Simulation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BatchShapesTest {
    static List<String> shapes() {
        return Shapes.all().stream()
                .map(shape -> shape.name())
                .filter(name -> name.startsWith("batch-"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void comesToTheResultsOfTheStreamAndEndsWithoutState(String shape) {
        for (long seed = 1; seed <= 40; seed++) {
            Simulation.run(Shapes.named(shape), seed, 4);
        }
    }

    @Test
    void takesNoCheckpointsButTheLast() {
        for (long seed = 1; seed <= 20; seed++) {
            assertThat(Simulation.run(Shapes.named("batch-tumbling-aggregate"), seed, 0)
                            .checkpoints())
                    .isLessThanOrEqualTo(1);
        }
    }
}
