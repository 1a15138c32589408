/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.simulation.shape.Shapes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs many worlds of all shapes, from the command line: {@code --seeds N}, {@code --base SEED}, {@code --shape NAME},
 * {@code --replay SEED}, {@code --threads N}, {@code --plant BUG}. Ends with status 0 only if nothing was wrong.
 */
public final class SimulationCampaign {
    private static final int MOST_CRASHES = 6;
    private static final int SHOWN_FAILURES = 5;
    private static final int PROGRESS_EVERY = 5_000;

    private final List<Scenario> shapes;
    private final Supplier<WorldHooks> hooks;
    private final AtomicLong schedules = new AtomicLong();
    private final AtomicLong faults = new AtomicLong();
    private final AtomicLong deaths = new AtomicLong();
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong checkpoints = new AtomicLong();
    private final AtomicLong savepoints = new AtomicLong();
    private final AtomicInteger wrong = new AtomicInteger();
    private final List<Throwable> failures = new ArrayList<>();

    SimulationCampaign(List<Scenario> shapes) {
        this(shapes, () -> WorldHooks.NONE);
    }

    private SimulationCampaign(List<Scenario> shapes, Supplier<WorldHooks> hooks) {
        this.shapes = List.copyOf(shapes);
        this.hooks = hooks;
    }

    public static void main(String[] arguments) throws Exception {
        long base = System.nanoTime() % 1_000_000_000;
        long seeds = 1_000;
        int threads = Runtime.getRuntime().availableProcessors();
        List<Scenario> shapes = Shapes.all();
        Long replay = null;
        Supplier<WorldHooks> hooks = () -> WorldHooks.NONE;
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--seeds" -> seeds = Long.parseLong(value);
                case "--base" -> base = Long.parseLong(value);
                case "--threads" -> threads = Integer.parseInt(value);
                case "--shape" -> shapes = List.of(Shapes.named(value));
                case "--replay" -> replay = Long.parseLong(value);
                case "--plant" -> hooks = PlantedBug.valueOf(value).hooks();
                default -> throw new IllegalArgumentException("Unknown option " + arguments[i]);
            }
        }
        if (replay != null) {
            for (Scenario shape : shapes) {
                System.out.println(shape.name() + ": " + Simulation.run(shape, replay, MOST_CRASHES, hooks));
            }
            return;
        }
        SimulationCampaign campaign = new SimulationCampaign(shapes, hooks);
        campaign.run(base, seeds, threads, Long.MAX_VALUE);
        campaign.print(base);
        System.exit(campaign.wrong.get() == 0 ? 0 : 1);
    }

    /** Runs worlds, the shapes in turn, until there are {@code seeds} of them or the time is over. */
    void run(long base, long seeds, int threads, long deadlineNanos) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        AtomicLong next = new AtomicLong();
        List<Future<?>> workers = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            workers.add(executor.submit(() -> {
                for (long i = next.getAndIncrement();
                        i < seeds && System.nanoTime() < deadlineNanos;
                        i = next.getAndIncrement()) {
                    runOne(shapes.get((int) (i % shapes.size())), base + i);
                }
            }));
        }
        for (Future<?> worker : workers) {
            worker.get();
        }
        executor.shutdown();
    }

    private void runOne(Scenario shape, long seed) {
        if (schedules.incrementAndGet() % PROGRESS_EVERY == 0) {
            System.out.println(schedules + " schedules, " + faults + " faults, " + wrong + " wrong so far");
        }
        try {
            Outcome outcome = Simulation.run(shape, seed, MOST_CRASHES, hooks);
            faults.addAndGet(outcome.faults());
            deaths.addAndGet(outcome.deaths());
            events.addAndGet(outcome.events());
            checkpoints.addAndGet(outcome.checkpoints());
            savepoints.addAndGet(outcome.savepoints());
        } catch (Throwable failure) {
            wrong.incrementAndGet();
            synchronized (failures) {
                failures.add(failure);
            }
        }
    }

    long schedules() {
        return schedules.get();
    }

    @Nullable
    Throwable firstFailure() {
        synchronized (failures) {
            return failures.isEmpty() ? null : failures.get(0);
        }
    }

    void print(long base) {
        System.out.println(schedules + " schedules, " + faults + " faults (" + deaths + " deaths), " + checkpoints
                + " checkpoints, " + savepoints + " starts from savepoints, " + events + " events, " + wrong
                + " wrong; base seed " + base + ", " + shapes.size()
                + " shapes");
        synchronized (failures) {
            for (Throwable failure : failures.subList(0, Math.min(SHOWN_FAILURES, failures.size()))) {
                failure.printStackTrace(System.out);
            }
        }
    }
}
