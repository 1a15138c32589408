/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint;

import io.millrace.graph.ExecutionPlan;
import io.millrace.graph.GraphCompiler;
import io.millrace.graph.JobGraph;
import io.millrace.runner.JobClient;
import io.millrace.runner.Runner;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Runs no job: it compares the first one that a program submits with a savepoint, prints the verdict, and ends the
 * process. Chosen by {@link Runner#PROPERTY}, for a process that has nothing else to do.
 */
public final class CheckingRunner implements Runner {
    /** The system property with the savepoint's directory. */
    public static final String SAVEPOINT = "millrace.savepoint";

    /** The system property that says {@code false} where functions are not to be opened. */
    public static final String OPENS = "millrace.savepoint.opens";

    /** The exit status if the job would start; not 0, with which a program ends that executes no job. */
    public static final int WOULD_START = 80;

    /** The exit status if a start would be refused. */
    public static final int REFUSED = 81;

    /** The exit status if nothing could be said. */
    public static final int FAILED = 82;

    @Override
    public JobClient submit(JobGraph graph) {
        int status = check(graph, new PrintStream(System.out, true, StandardCharsets.UTF_8));
        Runtime.getRuntime().halt(status);
        throw new IllegalStateException("Not reached");
    }

    private static int check(JobGraph graph, PrintStream out) {
        try {
            ExecutionPlan plan = GraphCompiler.compile(graph);
            Savepoint savepoint = Savepoint.load(System.getProperty(SAVEPOINT, ""));
            List<StateVerdict> verdicts =
                    SavepointCheck.of(savepoint, plan, Thread.currentThread().getContextClassLoader(), opens());
            print(savepoint, graph, verdicts, out);
            return verdicts.stream().anyMatch(CheckingRunner::refuses) ? REFUSED : WOULD_START;
        } catch (IOException | RuntimeException failure) {
            out.println("millrace: " + failure.getMessage());
            return FAILED;
        }
    }

    private static boolean opens() {
        return !"false".equals(System.getProperty(OPENS));
    }

    private static boolean refuses(StateVerdict verdict) {
        return verdict.outcome() == StateVerdict.Outcome.IMPOSSIBLE
                || verdict.outcome() == StateVerdict.Outcome.DROPPED;
    }

    private static void print(Savepoint savepoint, JobGraph graph, List<StateVerdict> verdicts, PrintStream out) {
        out.println("job '" + graph.name() + "' from checkpoint "
                + savepoint.manifest().checkpointId() + " of job '"
                + savepoint.manifest().jobName() + "':");
        for (StateVerdict verdict : verdicts) {
            out.println(String.format(
                            Locale.ROOT,
                            "  %-10s  %-20s  %-20s  %s",
                            verdict.outcome().name().toLowerCase(Locale.ROOT),
                            verdict.uid(),
                            verdict.state(),
                            verdict.reason())
                    .stripTrailing());
        }
        out.println();
        if (!opens()) {
            out.println("Functions were not opened: which states they still declare, and as what, is not known.");
        }
        out.println(summary(verdicts));
    }

    private static String summary(List<StateVerdict> verdicts) {
        if (verdicts.stream().anyMatch(verdict -> verdict.outcome() == StateVerdict.Outcome.IMPOSSIBLE)) {
            return "The job would not start: see what is impossible.";
        }
        return verdicts.stream().anyMatch(CheckingRunner::refuses)
                ? "The job would start only with SavepointRestoreSettings.forPath(path, true), and drop state."
                : "The job would start.";
    }
}
