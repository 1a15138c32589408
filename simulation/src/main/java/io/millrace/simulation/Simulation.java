/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.connector.Sink;
import io.millrace.connector.Source;
import io.millrace.stream.StreamExecutionEnvironment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs a job through many worlds, each drawn from a seed: other schedules, other batches, other parallelism, crashes at
 * any moment. What the job commits must be right in all of them.
 *
 * <pre>{@code
 * Simulation.of((environment, io) -> environment
 *                 .fromSource(io.<Order>source("orders"), WatermarkStrategy.noWatermarks(), "Orders")
 *                 .map(Order::amount)
 *                 .sinkTo(io.sink("amounts")))
 *         .input("orders", List.of(order1, order2), List.of(order3))
 *         .seeds(1, 1_000)
 *         .crashes(5)
 *         .verify(outputs -> outputs.requireRows("amounts", List.of(10L, 20L, 30L)));
 * }</pre>
 */
public final class Simulation {
    private static final int DEFAULT_CRASHES = 6;
    private static final int RUN_TWICE_EVERY = 16;

    private final Program program;
    private final Map<String, ScriptedSource<?>> inputs = new LinkedHashMap<>();
    private long firstSeed = 1;
    private int seeds = 100;
    private int crashes = DEFAULT_CRASHES;
    private int mostParallelism = 4;

    private Simulation(Program program) {
        this.program = program;
    }

    /** A job as a user writes it. */
    @FunctionalInterface
    public interface Program {
        /** Builds the job; called for each process of each world. */
        void build(StreamExecutionEnvironment environment, Connections connections);
    }

    /** The sources and sinks that a job has in a simulation. */
    public interface Connections {
        /** Returns the source of a named input. */
        <T> Source<T, ?> source(String input);

        /** Returns an exactly-once sink whose rows {@link Outputs} shows by that name. */
        <T> Sink<T> sink(String name);
    }

    public static Simulation of(Program program) {
        return new Simulation(program);
    }

    /** Adds a bounded input; each list is a split. */
    @SafeVarargs
    public final <T> Simulation input(String name, List<T>... splits) {
        List<ScriptedSource.Script<T>> scripts = new ArrayList<>();
        for (List<T> split : splits) {
            scripts.add(ScriptedSource.Script.of(split));
        }
        return input(name, ScriptedSource.bounded(scripts));
    }

    public Simulation input(String name, ScriptedSource<?> source) {
        inputs.put(name, source);
        return this;
    }

    /** Sets the seeds: {@code count} of them from {@code first} on. */
    public Simulation seeds(long first, int count) {
        this.firstSeed = first;
        this.seeds = count;
        return this;
    }

    /** Sets how many times the process dies at most in one world. */
    public Simulation crashes(int most) {
        this.crashes = most;
        return this;
    }

    /** Sets the highest parallelism that a process may have. */
    public Simulation parallelism(int most) {
        this.mostParallelism = most;
        return this;
    }

    /**
     * Runs all worlds, and calls {@code verification} with what each has committed.
     *
     * @throws SimulationFailure that names the seed of the first world in which something was wrong
     */
    public List<Outcome> verify(Consumer<Outputs> verification) {
        Scenario scenario = scenario(verification);
        List<Outcome> outcomes = new ArrayList<>();
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
            outcomes.add(run(scenario, seed, crashes));
        }
        return outcomes;
    }

    /** Runs the world of one seed again, as {@link #verify} ran it. */
    public Outcome replay(long seed, Consumer<Outputs> verification) {
        return replay(seed, scenario(verification), crashes);
    }

    private Scenario scenario(Consumer<Outputs> verification) {
        Connections connections = new Connections() {
            @Override
            @SuppressWarnings("unchecked")
            public <T> Source<T, ?> source(String input) {
                ScriptedSource<?> source = inputs.get(input);
                if (source == null) {
                    throw new IllegalArgumentException(
                            "The simulation has no input '" + input + "', only " + inputs.keySet());
                }
                return (Source<T, ?>) source;
            }

            @Override
            public <T> Sink<T> sink(String name) {
                return new LedgerSink<>(name);
            }
        };
        return new Scenario() {
            @Override
            public String name() {
                return "job";
            }

            @Override
            public Run draw(Randomness random) {
                return new Run() {
                    @Override
                    public void build(StreamExecutionEnvironment environment) {
                        program.build(environment, connections);
                    }

                    @Override
                    public void verify(Outputs outputs) {
                        verification.accept(outputs);
                    }

                    @Override
                    public int mostParallelism() {
                        return mostParallelism;
                    }
                };
            }
        };
    }

    /**
     * Runs the world of one seed; now and then twice, since the same seed must lead to the same events.
     *
     * @throws SimulationFailure if anything was wrong
     */
    public static Outcome run(Scenario scenario, long seed, int mostCrashes) {
        return run(scenario, seed, mostCrashes, () -> WorldHooks.NONE);
    }

    /** As above, with something between the job and its world; {@code hooks} is asked for each run. */
    public static Outcome run(Scenario scenario, long seed, int mostCrashes, Supplier<WorldHooks> hooks) {
        Outcome outcome = runOnce(scenario, seed, mostCrashes, hooks.get());
        if (seed % RUN_TWICE_EVERY == 0) {
            Outcome again = runOnce(scenario, seed, mostCrashes, hooks.get());
            if (!again.equals(outcome)) {
                throw new SimulationFailure("Scenario " + scenario.name() + ", seed " + seed
                        + ": two runs of one seed differ: " + outcome + " and " + again);
            }
        }
        return outcome;
    }

    /** Runs the world of one seed again. */
    public static Outcome replay(long seed, Scenario scenario, int mostCrashes) {
        return runOnce(scenario, seed, mostCrashes, WorldHooks.NONE);
    }

    private static Outcome runOnce(Scenario scenario, long seed, int mostCrashes, WorldHooks hooks) {
        Schedule schedule = new Schedule(scenario, seed, mostCrashes, hooks);
        try {
            return schedule.run();
        } catch (AssertionError | RuntimeException wrong) {
            throw new SimulationFailure(
                    "Scenario " + scenario.name() + ", seed " + seed + " (replay it with this seed): "
                            + (wrong.getMessage() == null ? wrong : wrong.getMessage()) + "\n" + schedule.describe(),
                    wrong);
        }
    }
}
