/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.differential.flink.FlinkRunner;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DifferentialTest {
    private static final long FRESH_SECONDS = 20;

    @Test
    void givesTheRowsOfFlinkInFreshPrograms() throws Exception {
        long runs = Long.getLong("differential.runs", 0);
        long seed = Long.getLong("differential.seed", 0);
        long first = seed == 0 ? System.nanoTime() >>> 8 : seed;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(FRESH_SECONDS);
        try (Differential differential = new Differential()) {
            Difference difference = runs > 0
                    ? differential.run(first, runs, Long.MAX_VALUE)
                    : differential.run(first, Long.MAX_VALUE, deadline);
            System.out.println("Differential test: " + differential.summary(first));
            assertThat(difference == null ? null : differential.shrink(difference))
                    .as("the first difference, made small; its seed: %s", difference)
                    .isNull();
        }
    }

    @Test
    void seesADifferenceAndMakesItSmall() throws Exception {
        Program program = Program.draw(4);
        List<Row> wrong;
        try (FlinkRunner flink = new FlinkRunner()) {
            wrong = flink.run(List.of(program)).get(0);
        }
        assertThat(wrong).isNotEmpty();
        assertThat(Differential.compare(program, wrong, 1)).isNull();

        Difference difference = Differential.compare(program, wrong.subList(1, wrong.size()), 1);

        assertThat(difference).isNotNull();
        assertThat(difference.toString()).contains("seed 4", "1 are too many", wrong.get(0).toString());
    }

    @Test
    void drawsTheSameProgramFromTheSameSeed() {
        for (long seed = 0; seed < 100; seed++) {
            assertThat(Program.draw(seed)).isEqualTo(Program.draw(seed)).hasToString(Program.draw(seed).toString());
        }
    }

    @Test
    void drawsEveryOperatorAndOnlyProgramsThatAreCertain() {
        Set<Class<?>> drawn = new HashSet<>();
        for (long seed = 0; seed < 2_000; seed++) {
            Program program = Program.draw(seed);
            assertThat(program.fits()).isTrue();
            program.pipeline().steps().forEach(step -> drawn.add(step.getClass()));
        }
        assertThat(drawn).hasSize(17);
    }

    @Test
    void makesProgramsSmallerThatAreStillCertain() {
        for (long seed = 0; seed < 200; seed++) {
            assertThat(Program.draw(seed).smaller()).allMatch(Program::fits).doesNotContain(Program.draw(seed));
        }
    }
}
