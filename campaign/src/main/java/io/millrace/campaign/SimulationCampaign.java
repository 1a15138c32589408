/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign;

import io.millrace.simulation.Outcome;
import io.millrace.simulation.Scenario;
import io.millrace.simulation.Simulation;
import io.millrace.simulation.WorldHooks;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs many worlds of jobs of many shapes. Used by one thread, which lets others run the worlds. */
public final class SimulationCampaign {
    /** How often the process dies at most in one world. */
    public static final int MOST_CRASHES = 6;

    private static final int SHOWN_FAILURES = 5;
    private static final long PROGRESS_SECONDS = 10;

    private final List<Scenario> shapes;
    private final Supplier<WorldHooks> hooks;
    private final PrintWriter out;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong schedules = new AtomicLong();
    private final AtomicLong faults = new AtomicLong();
    private final AtomicLong deaths = new AtomicLong();
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong checkpoints = new AtomicLong();
    private final AtomicLong savepoints = new AtomicLong();
    private final AtomicInteger wrong = new AtomicInteger();
    private final List<Throwable> failures = new ArrayList<>(); // the first few
    private long startedNanos;

    /**
     * @param shapes the jobs, of which each seed has one
     * @param hooks what is put between the jobs and their worlds
     * @param out where progress and results go
     */
    public SimulationCampaign(List<Scenario> shapes, Supplier<WorldHooks> hooks, PrintWriter out) {
        this.shapes = List.copyOf(shapes);
        this.hooks = hooks;
        this.out = out;
    }

    /** Returns the shape that a seed stands for in a campaign over these shapes. */
    public static Scenario shapeOf(long seed, List<Scenario> shapes) {
        return shapes.get((int) Math.floorMod(seed, (long) shapes.size()));
    }

    /** Runs the worlds of {@code count} seeds from {@code first} on, or fewer where the time is over before. */
    public void run(long first, long count, int threads, long deadlineNanos) throws InterruptedException {
        startedNanos = System.nanoTime();
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        List<Future<?>> workers = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            workers.add(executor.submit(() -> {
                for (long i = next.getAndIncrement();
                        i < count && System.nanoTime() < deadlineNanos;
                        i = next.getAndIncrement()) {
                    runOne(first + i);
                }
            }));
        }
        executor.shutdown();
        for (Future<?> worker : workers) {
            await(worker, count, deadlineNanos);
        }
    }

    private void await(Future<?> worker, long count, long deadlineNanos) throws InterruptedException {
        while (true) {
            try {
                worker.get(PROGRESS_SECONDS, TimeUnit.SECONDS);
                return;
            } catch (TimeoutException running) {
                printProgress(count, deadlineNanos);
            } catch (ExecutionException failed) {
                throw new IllegalStateException("The campaign itself failed", failed);
            }
        }
    }

    private void printProgress(long count, long deadlineNanos) {
        long now = System.nanoTime();
        double perSecond = schedules.get() / ((now - startedNanos) / 1e9);
        double secondsLeft = Math.min((count - schedules.get()) / perSecond, (deadlineNanos - now) / 1e9);
        out.println(schedules + " of " + count + " schedules, " + faults + " faults, " + wrong + " wrong so far; "
                + Math.round(perSecond) + " a second, " + duration(Math.round(Math.max(0, secondsLeft))) + " left");
    }

    private static String duration(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        long minutes = seconds / 60;
        return minutes < 60 ? minutes + " min " + seconds % 60 + " s" : minutes / 60 + " h " + minutes % 60 + " min";
    }

    private void runOne(long seed) {
        schedules.incrementAndGet();
        try {
            Outcome outcome = Simulation.run(shapeOf(seed, shapes), seed, MOST_CRASHES, hooks);
            faults.addAndGet(outcome.faults());
            deaths.addAndGet(outcome.deaths());
            events.addAndGet(outcome.events());
            checkpoints.addAndGet(outcome.checkpoints());
            savepoints.addAndGet(outcome.savepoints());
        } catch (Exception | Error failure) {
            wrong.incrementAndGet();
            out.println("Wrong: "
                    + String.valueOf(failure.getMessage()).lines().findFirst().orElse(""));
            synchronized (failures) {
                if (failures.size() < SHOWN_FAILURES) {
                    failures.add(failure);
                }
            }
        }
    }

    /** Returns how many worlds were run. */
    public long schedules() {
        return schedules.get();
    }

    /** Returns in how many worlds something went wrong. */
    public int wrong() {
        return wrong.get();
    }

    /** Returns the first thing that went wrong, or null. */
    public @Nullable Throwable firstFailure() {
        synchronized (failures) {
            return failures.isEmpty() ? null : failures.get(0);
        }
    }

    /** Prints what went wrong, what happened, and at last how many worlds there were and in how many it went wrong. */
    public void print() {
        synchronized (failures) {
            failures.forEach(failure -> failure.printStackTrace(out));
        }
        out.println(shapes.size() + " shapes, " + deaths + " deaths, " + checkpoints + " checkpoints, " + savepoints
                + " starts from savepoints, " + events + " events");
        out.println(schedules + " schedules, " + faults + " faults, " + wrong + " wrong");
    }
}
