/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql;

import io.millrace.differential.sql.draw.DrawnCase;
import io.millrace.differential.sql.draw.Shapes;
import io.millrace.differential.sql.flink.FlinkQueries;
import io.millrace.differential.sql.millrace.MillraceQueries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Runs queries on both engines, in bundles, and compares what comes out. Used by one thread. */
public final class SqlDifferential implements AutoCloseable {
    private static final int BUNDLE = 60;

    /** Runs of more queries say how far they are, each time after so many bundles. */
    private static final long LONG = 1_000;

    private static final int REPORTED = 5;
    private static final int FIRST_CANDIDATES = 5;
    private static final int MOST_CANDIDATES = 300;
    private static final int MOST_SHRINKING_ROUNDS = 80;

    private final FlinkQueries flink;
    private final MillraceQueries queries = new MillraceQueries();
    private final ExecutorService millrace = Executors.newSingleThreadExecutor();
    private final Tally tally = new Tally();
    private final long startNanos = System.nanoTime();
    private long flinkNanos;

    public SqlDifferential() throws Exception {
        flink = new FlinkQueries();
    }

    /** A case that Millrace has an answer to, and is to be run on Flink. */
    private record Asked(DrawnCase drawn, long seed, int parallelism, Answer answer) {}

    /**
     * Runs queries until there were {@code count}, the time is over or there are so many differences. While Flink runs a bundle, Millrace runs the next one.
     *
     * @param drawing makes the case of a seed
     * @param first the seed of the first query; the others follow
     * @return what differs
     */
    public List<Difference> run(
            LongFunction<DrawnCase> drawing, long first, long count, long deadlineNanos, int mostDifferences)
            throws Exception {
        List<Difference> differences = new ArrayList<>();
        // the first bundle is small, so that a short run comes to an end in time on a slow machine
        long next = Math.min(count, BUNDLE / 4);
        Future<List<Asked>> bundle = ask(drawing, first, first + next);
        while (true) {
            List<Asked> asked = bundle.get();
            boolean more = next < count && System.nanoTime() - deadlineNanos < 0;
            if (more) {
                long from = next;
                next = Math.min(count, next + BUNDLE);
                bundle = ask(drawing, first + from, first + next);
            }
            List<Difference> found = compare(asked);
            differences.addAll(found);
            if (count > LONG) {
                found.forEach(System.out::println);
            }
            if (count > LONG && more && (next / BUNDLE) % REPORTED == 0) {
                System.out.println(differences.size() + " different so far: " + summary());
            }
            if (!more || differences.size() >= mostDifferences) {
                return differences;
            }
        }
    }

    private Future<List<Asked>> ask(LongFunction<DrawnCase> drawing, long from, long to) {
        return millrace.submit(() -> {
            List<Asked> asked = new ArrayList<>();
            for (long seed = from; seed < to; seed++) {
                int parallelism = 1 + (int) Math.floorMod(seed >>> 3, 2L);
                asked.add(ask(drawing.apply(seed), seed, parallelism));
            }
            return asked;
        });
    }

    private Asked ask(DrawnCase drawn, long seed, int parallelism) {
        return new Asked(drawn, seed, parallelism, queries.run(drawn.query(), parallelism, AggregateOptions.of(seed)));
    }

    /** Runs on Flink what Millrace does not refuse. */
    private List<Difference> compare(List<Asked> asked) throws Exception {
        List<Asked> run = new ArrayList<>();
        for (Asked each : asked) {
            String shape = each.drawn().query().shape();
            if (each.answer() instanceof Answer.Refused refusal && !isRequired(each.drawn())) {
                tally.refused(shape, refusal.why());
            } else {
                run.add(each);
            }
        }
        long start = System.nanoTime();
        List<Answer> expected =
                flink.run(run.stream().map(each -> each.drawn().query()).toList());
        flinkNanos += System.nanoTime() - start;
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < run.size(); i++) {
            String what = compare(run.get(i), expected.get(i));
            if (what != null) {
                differences.add(new Difference(
                        run.get(i).drawn(), run.get(i).seed(), run.get(i).parallelism(), what));
            }
        }
        return differences;
    }

    /** Whether to refuse it is an error. */
    private static boolean isRequired(DrawnCase drawn) {
        return Collections.disjoint(Shapes.REFUSABLE, drawn.query().features());
    }

    private @Nullable String compare(Asked asked, Answer flinks) {
        QueryCase query = asked.drawn().query();
        if (flinks instanceof Answer.Refused refusal) {
            tally.refusedByFlink(refusal.why());
            return null;
        } else if (asked.answer() instanceof Answer.Rows found && flinks instanceof Answer.Rows expected) {
            tally.compared(query.shape(), expected.rows().size());
            boolean exact = query.exact() && AggregateOptions.of(asked.seed()).isEmpty();
            String what = query.makesFractions()
                    ? Comparison.of(found.withoutSignsOfZero(), expected.withoutSignsOfZero(), exact)
                    : Comparison.of(found, expected, exact);
            return what == null ? null : what + "\nMillrace: " + found.rows() + "\nFlink:    " + expected.rows();
        } else if (asked.answer() instanceof Answer.Failed && flinks instanceof Answer.Failed) {
            tally.failed();
            return null;
        } else if (asked.answer() instanceof Answer.Refused refusal) {
            tally.refused(query.shape(), refusal.why());
            return "Millrace refuses it: " + refusal.why();
        } else if (asked.answer() instanceof Answer.Failed failure) {
            return "Millrace fails: " + failure.why();
        }
        return "Flink fails, and Millrace does not: " + flinks;
    }

    /** Returns the smallest difference that can be found by leaving things out. */
    public Difference shrink(Difference difference) throws Exception {
        Difference smallest = difference;
        for (int round = 0; round < MOST_SHRINKING_ROUNDS; round++) {
            Difference smaller = smaller(smallest);
            if (smaller == null) {
                return smallest;
            }
            smallest = smaller;
        }
        return smallest;
    }

    private @Nullable Difference smaller(Difference difference) throws Exception {
        List<DrawnCase> candidates = difference.drawn().simpler();
        int most = Math.min(candidates.size(), MOST_CANDIDATES);
        int bundle = FIRST_CANDIDATES; // what leaves out most comes first, and is often enough
        for (int from = 0; from < most; ) {
            int to = Math.min(most, from + bundle);
            List<Asked> asked = new ArrayList<>();
            for (DrawnCase candidate : candidates.subList(from, to)) {
                asked.add(ask(candidate, difference.seed(), difference.parallelism()));
            }
            List<Difference> smaller = compare(asked);
            if (!smaller.isEmpty()) {
                return smaller.get(0);
            }
            from = to;
            bundle = Math.min(BUNDLE, 2 * bundle);
        }
        return null;
    }

    /** Runs cases on Flink alone, and returns its answers. */
    List<Answer> flink(List<DrawnCase> cases) throws Exception {
        return flink.run(cases.stream().map(DrawnCase::query).toList());
    }

    /** Says what was run so far, and how fast. */
    public String summary() {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        int total = tally.total();
        return String.format(
                Locale.ROOT,
                "%d queries, %.1f a second, %d ms of Flink for each: %s",
                total,
                total / seconds,
                flinkNanos / 1_000_000 / Math.max(1, total),
                tally.summary());
    }

    String details() {
        return tally.details();
    }

    @Override
    public void close() {
        millrace.shutdownNow();
        flink.close();
    }
}
