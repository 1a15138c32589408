/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import io.millrace.campaign.CatchRates;
import io.millrace.campaign.SimulationCampaign;
import io.millrace.campaign.planted.PlantedBug;
import io.millrace.campaign.shape.Shapes;
import io.millrace.simulation.Scenario;
import io.millrace.simulation.Simulation;
import io.millrace.simulation.SimulationFailure;
import io.millrace.simulation.WorldHooks;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace simulate}: the project's own jobs in simulated worlds. */
@Command(
        name = "simulate",
        description = {
            "Runs jobs of many shapes in simulated worlds: other schedules, faults of all kinds, crashes at any moment.",
            "What each job commits must be right in every world. The last line says how many worlds there were, how many"
                    + " faults, and in how many worlds something was wrong; the status is 0 only if in none."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
@SuppressWarnings("NullAway.Init") // picocli fills in the fields
final class SimulateCommand implements Callable<Integer> {
    private static final String ALL = "all";

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "1000",
            description =
                    "How many worlds (default: ${DEFAULT-VALUE}). A warm JVM runs a hundred and more a second on each core.")
    private long seeds;

    @Option(
            names = "--first",
            paramLabel = "SEED",
            description = "The seed of the first world; those of the others follow. By default another each time.")
    private @Nullable Long first;

    @Option(
            names = "--shape",
            paramLabel = "NAME",
            description = "Run this kind of job alone. A name that there is not lists those that there are.")
    private @Nullable String shape;

    @Option(
            names = "--replay",
            paramLabel = "SEED",
            description =
                    "Run the world of one seed again: the same events, in the same order. With the same --shape and"
                            + " --plant as before.")
    private @Nullable Long replay;

    @Option(
            names = "--plant",
            paramLabel = "BUG",
            completionCandidates = Plants.class,
            description =
                    "Put a bug between jobs and worlds, to see it caught. With 'all', measures after how many worlds each"
                            + " of them is, at most --seeds, and prints the table of docs/reliability.md; the status is 0 only if"
                            + " all are caught. ${COMPLETION-CANDIDATES}.")
    private @Nullable String plant;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Worlds at a time, by default one for each core (here: ${DEFAULT-VALUE}).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Spec
    private CommandSpec spec;

    /** What {@code --plant} takes. */
    static final class Plants implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.concat(
                            Stream.of(ALL), Arrays.stream(PlantedBug.values()).map(PlantedBug::name))
                    .iterator();
        }
    }

    @Override
    public Integer call() throws Exception {
        if (seeds < 1 || threads < 1) {
            throw new ParameterException(spec.commandLine(), "--seeds and --threads must be at least 1");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (ALL.equals(plant)) {
            return measure(out);
        }
        PlantedBug bug = bug();
        List<Scenario> shapes = shapes(bug);
        Supplier<WorldHooks> hooks = bug == null ? () -> WorldHooks.NONE : bug.hooks();
        return replay == null ? run(shapes, hooks, out) : replay(replay, shapes, hooks, out);
    }

    private int measure(PrintWriter out) throws InterruptedException {
        if (shape != null || replay != null) {
            throw new ParameterException(
                    spec.commandLine(), "--plant all knows where to look, and goes without --shape and --replay");
        }
        CatchRates rates = new CatchRates(List.of(PlantedBug.values()), (int) Math.min(seeds, Integer.MAX_VALUE), out);
        rates.run(first == null ? 1 : first, threads);
        rates.print();
        return rates.missed().isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private @Nullable PlantedBug bug() {
        if (plant == null) {
            return null;
        }
        try {
            return PlantedBug.valueOf(plant);
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(
                    spec.commandLine(),
                    "There is no planted bug '" + plant + "', only 'all' and " + List.of(PlantedBug.values()),
                    unknown);
        }
    }

    private List<Scenario> shapes(@Nullable PlantedBug bug) {
        try {
            if (shape != null) {
                return List.of(Shapes.named(shape));
            }
            return bug == null ? Shapes.all() : bug.likelyShapes();
        } catch (IllegalArgumentException unknown) {
            throw new ParameterException(spec.commandLine(), String.valueOf(unknown.getMessage()), unknown);
        }
    }

    private int run(List<Scenario> shapes, Supplier<WorldHooks> hooks, PrintWriter out) throws InterruptedException {
        long from = first == null ? System.nanoTime() % 1_000_000_000 : first;
        out.println("Seeds " + from + " to " + (from + seeds - 1) + ", " + shapes.size() + " shapes, " + threads
                + " threads" + (plant == null ? "" : ", planted " + plant));
        SimulationCampaign campaign = new SimulationCampaign(shapes, hooks, out);
        campaign.run(from, seeds, threads, Long.MAX_VALUE);
        campaign.print();
        return campaign.wrong() == 0 ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private static int replay(long seed, List<Scenario> shapes, Supplier<WorldHooks> hooks, PrintWriter out) {
        Scenario scenario = SimulationCampaign.shapeOf(seed, shapes);
        try {
            out.println(
                    scenario.name() + ": " + Simulation.run(scenario, seed, SimulationCampaign.MOST_CRASHES, hooks));
            return CommandLine.ExitCode.OK;
        } catch (SimulationFailure wrong) {
            wrong.printStackTrace(out);
            return CommandLine.ExitCode.SOFTWARE;
        }
    }
}
