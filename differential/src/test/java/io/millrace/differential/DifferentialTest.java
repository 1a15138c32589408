/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DifferentialTest {
    private static final long FRESH_SECONDS = 20;

    private static Differential differential;

    @BeforeAll
    static void startFlink() throws Exception {
        differential = new Differential();
    }

    @AfterAll
    static void stopFlink() throws Exception {
        differential.close();
    }

    @Test
    void givesTheRowsOfFlinkInFreshPrograms() throws Exception {
        long runs = Long.getLong("differential.runs", 0);
        long seed = Long.getLong("differential.seed", 0);
        long first = seed == 0 ? System.nanoTime() >>> 8 : seed;
        long most = runs > 0 ? TimeUnit.DAYS.toSeconds(1) : FRESH_SECONDS;

        Difference difference = differential.run(
                first, runs > 0 ? runs : Long.MAX_VALUE, System.nanoTime() + TimeUnit.SECONDS.toNanos(most));

        System.out.println("Differential test: " + differential.summary(first));
        if (difference != null) {
            throw new AssertionError(difference + "\nThe smallest of its kind:\n" + differential.shrink(difference));
        }
    }

    @Test
    void seesARowThatIsMissing() throws Exception {
        Program program = Program.draw(4);
        List<Row> rows = differential.flinkRows(List.of(program)).get(0);
        assertThat(rows).isNotEmpty();
        assertThat(Differential.compare(program, rows, 1)).isNull();

        Difference difference = Differential.compare(program, rows.subList(1, rows.size()), 1);

        assertThat(difference).isNotNull();
        assertThat(difference.toString())
                .contains("seed 4", "1 are too many", rows.get(0).toString());
    }

    @Test
    void drawsTheSameProgramFromTheSameSeed() {
        for (long seed = 0; seed < 100; seed++) {
            assertThat(Program.draw(seed))
                    .isEqualTo(Program.draw(seed))
                    .hasToString(Program.draw(seed).toString());
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
        assertThat(drawn).hasSize(27);
    }

    @Test
    void makesProgramsSmallerThatAreStillCertain() {
        for (long seed = 0; seed < 200; seed++) {
            assertThat(Program.draw(seed).smaller()).allMatch(Program::fits).doesNotContain(Program.draw(seed));
        }
    }
}
