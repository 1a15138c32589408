/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.simulation.WorldHooks.Wish;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Lets the process die at every place where it touches the outside world, from the first read to the last deletion, one
 * run for each: before each operation on storage and before each step of a commit, so after each as well, for nothing
 * outside changes in between. Jobs take checkpoints, a savepoint while they run on, and one to stop and start again from.
 *
 * <p>All pairs of places, for a small job: {@code -Dmillrace.pairs=all}.
 */
class CrashPointsTest {
    private static final boolean ALL_PAIRS = "all".equals(System.getProperty("millrace.pairs"));
    private static final long SECONDS_FOR_PAIRS = 8;

    private static final Job SIX_TASKS =
            new Job(new TwoSinksScenario(40, 15), 2, Map.of(120, Wish.SAVEPOINT, 260, Wish.STOP_WITH_SAVEPOINT));
    private static final Job SMALL =
            new Job(new TwoSinksScenario(12, 30), 1, Map.of(25, Wish.SAVEPOINT, 55, Wish.STOP_WITH_SAVEPOINT));

    /**
     * What is run again and again.
     *
     * @param wishes what is asked of the job, by the number of the event
     */
    private record Job(Scenario scenario, int parallelism, Map<Integer, Wish> wishes) {
        /** Returns how often this world touches the outside if the process dies at the given touches. */
        long run(boolean powerLoss, Set<Long> deaths) {
            Schedule schedule =
                    new Schedule(scenario, 1, Swarm.steady(parallelism, powerLoss), new AimedCrashes(deaths, wishes));
            try {
                Outcome outcome = schedule.run();
                assertThat(outcome.deaths()).isEqualTo(deaths.size());
                return schedule.world().touches();
            } catch (AssertionError | RuntimeException wrong) {
                throw new AssertionError(
                        "Death at touch " + deaths + (powerLoss ? " with loss of power: " : ": ") + wrong.getMessage()
                                + "\n" + schedule.describe(),
                        wrong);
            }
        }

        long touchesOfAnUndisturbedRun() {
            Outcome outcome = new Schedule(
                            scenario, 1, Swarm.steady(parallelism, false), new AimedCrashes(Set.of(), wishes))
                    .run();
            assertThat(outcome.checkpoints()).isGreaterThanOrEqualTo(4);
            assertThat(outcome.savepoints()).as("starts from a savepoint").isEqualTo(1);
            return run(false, Set.of());
        }
    }

    @Test
    void isExactWhereverTheProcessDies() {
        long touches = SIX_TASKS.touchesOfAnUndisturbedRun();

        LongStream.rangeClosed(1, touches).parallel().forEach(touch -> {
            SIX_TASKS.run(false, Set.of(touch));
            SIX_TASKS.run(true, Set.of(touch));
        });

        System.out.println("CrashPointsTest: " + touches + " points in a job of six tasks, each with the process and"
                + " with the machine: " + 2 * touches + " runs, all exact");
    }

    private record Pair(long first, long second) {}

    @Test
    void isExactWhereverTheProcessDiesTwice() {
        long touches = SMALL.touchesOfAnUndisturbedRun();
        List<Pair> pairs = new ArrayList<>();
        for (long first = 1; first <= touches; first++) {
            long all = SMALL.run(true, Set.of(first));
            for (long second = first + 1; second <= all; second++) {
                pairs.add(new Pair(first, second));
            }
        }
        Collections.shuffle(pairs, new Random(System.nanoTime()));
        long deadline = ALL_PAIRS ? Long.MAX_VALUE : System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_FOR_PAIRS);

        long runs = pairs.parallelStream()
                .filter(pair -> System.nanoTime() < deadline)
                .mapToLong(pair -> SMALL.run(true, Set.of(pair.first(), pair.second())))
                .count();

        System.out.println("CrashPointsTest: " + runs + " of " + pairs.size() + " pairs of points in a job of " + touches
                + " points, all exact");
        assertThat(runs).isEqualTo(ALL_PAIRS ? pairs.size() : runs).isPositive();
    }
}
