/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.simulation.WorldHooks.Death;
import io.millrace.simulation.WorldHooks.Wish;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Lets the process die at every place where it touches the outside world, from the first read to the last deletion, one
 * run for each: before each operation on storage and before each step of a commit, so after each as well, for nothing
 * outside changes in between. Each time it is the process that dies, or the machine, which
 * loses what was not made durable. Jobs take checkpoints, a savepoint while they run on, and one to stop and start again from.
 *
 * <p>All pairs of places, for a short run of the same six tasks: {@code -Dmillrace.pairs=all}.
 */
class CrashPointsTest {
    private static final boolean ALL_PAIRS = "all".equals(System.getProperty("millrace.pairs"));
    private static final long SECONDS_FOR_PAIRS = 8;

    private static final Job SIX_TASKS =
            new Job(new TwoSinksScenario(40, 15), 2, Map.of(120, Wish.SAVEPOINT, 260, Wish.STOP_WITH_SAVEPOINT), false);
    private static final Job SHORT =
            new Job(new TwoSinksScenario(12, 30), 2, Map.of(60, Wish.SAVEPOINT, 130, Wish.STOP_WITH_SAVEPOINT), false);

    /**
     * What is run again and again.
     *
     * @param wishes what is asked of the job, by the number of the event
     */
    private record Job(Scenario scenario, int parallelism, Map<Integer, Wish> wishes, boolean storesObjects) {
        Job onAnObjectStore() {
            return new Job(scenario, parallelism, wishes, true);
        }

        /** Returns how often this world touches the outside if something dies at the given touches. */
        long run(Map<Long, Death> deaths) {
            Schedule schedule = new Schedule(
                    scenario, 1, Swarm.steady(parallelism), new AimedCrashes(deaths, wishes), storesObjects);
            try {
                Outcome outcome = schedule.run();
                assertThat(outcome.deaths()).isEqualTo(deaths.size());
                return schedule.world().touches();
            } catch (AssertionError | RuntimeException wrong) {
                throw new AssertionError(
                        "Deaths at touches " + deaths + ": " + wrong.getMessage() + "\n" + schedule.describe(), wrong);
            }
        }

        long touchesOfAnUndisturbedRun() {
            Outcome outcome = new Schedule(
                            scenario, 1, Swarm.steady(parallelism), new AimedCrashes(Map.of(), wishes), storesObjects)
                    .run();
            assertThat(outcome.checkpoints()).isGreaterThanOrEqualTo(4);
            assertThat(outcome.savepoints()).as("starts from a savepoint").isEqualTo(1);
            return run(Map.of());
        }
    }

    @Test
    void isExactWhereverTheProcessDies() {
        long touches = SIX_TASKS.touchesOfAnUndisturbedRun();

        LongStream.rangeClosed(1, touches).parallel().forEach(touch -> {
            SIX_TASKS.run(Map.of(touch, Death.PROCESS));
            SIX_TASKS.run(Map.of(touch, Death.MACHINE));
        });

        System.out.println("CrashPointsTest: " + touches + " points in a job of six tasks, each with the process and"
                + " with the machine: " + 2 * touches + " runs, all exact");
    }

    /** Nothing is lost with the machine there, but a rename has a middle. */
    @Test
    void isExactWhereverTheProcessDiesOnAnObjectStore() {
        Job job = SIX_TASKS.onAnObjectStore();
        long touches = job.touchesOfAnUndisturbedRun();

        LongStream.rangeClosed(1, touches).parallel().forEach(touch -> job.run(Map.of(touch, Death.PROCESS)));

        System.out.println("CrashPointsTest: " + touches + " points on an object store, all exact");
    }

    @Test
    @Timeout(value = 6, unit = TimeUnit.HOURS)
    void isExactWhereverTheProcessDiesTwice() {
        long touches = SHORT.touchesOfAnUndisturbedRun();
        List<Map<Long, Death>> pairs = new ArrayList<>();
        for (Death death : List.of(Death.PROCESS, Death.MACHINE)) {
            for (long first = 1; first <= touches; first++) {
                long all = SHORT.run(Map.of(first, death));
                for (long second = first + 1; second <= all; second++) {
                    pairs.add(Map.of(first, death, second, Death.MACHINE));
                }
            }
        }
        Collections.shuffle(pairs, new Random(System.nanoTime()));
        long deadline = ALL_PAIRS ? Long.MAX_VALUE : System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_FOR_PAIRS);

        long runs = pairs.parallelStream()
                .filter(pair -> System.nanoTime() < deadline)
                .mapToLong(SHORT::run)
                .count();

        System.out.println("CrashPointsTest: " + runs + " of " + pairs.size() + " pairs of points in a job of"
                + " six tasks and " + touches + " points, all exact");
        assertThat(runs).isEqualTo(ALL_PAIRS ? pairs.size() : runs).isPositive();
    }
}
