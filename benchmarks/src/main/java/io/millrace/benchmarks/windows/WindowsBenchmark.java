/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.windows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.millrace.benchmarks.nexmark.harness.ChildJvm;
import io.millrace.benchmarks.nexmark.harness.Machine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Throughput of sliding windows against the slides in a window. Each case has a JVM of its own, is warmed up until
 * a window holds all its slides where that can be waited for, and then measured for some seconds from one complete window
 * to another; engines take turns. Where two engines have completed the same windows, those must have the same rows.
 */
public final class WindowsBenchmark {
    /** Engines that take part. */
    public static final List<String> ENGINES = List.of("millrace", "flink");

    private final Options options;
    private final PrintStream progress;
    private final Machine machine = Machine.here();
    private final ChildJvm children = new ChildJvm(machine, WindowsChild.class).touchingItsHeap();
    private final Map<WindowCase, List<WindowRun>> runs = new LinkedHashMap<>();
    private final Map<WindowCase, Integer> sameWindows = new LinkedHashMap<>();
    private final Map<String, Double> firsts = new LinkedHashMap<>();

    /**
     * What to run.
     *
     * @param seconds how long each case is measured
     * @param warmUpSeconds how long each case runs before that, at least
     * @param fillSeconds how much longer, at most, a case runs until its windows are full; those that would not be are
     *     measured while they grow
     * @param runs how often each case is measured: all of them once, then all of them again, and the median counts
     */
    public record Options(
            List<String> engines,
            List<Integer> ratios,
            List<String> aggregates,
            List<Long> keys,
            int seconds,
            int warmUpSeconds,
            int fillSeconds,
            int runs,
            @Nullable Path json) {
        /** @throws IllegalArgumentException if an option is out of range */
        public Options {
            require(!engines.isEmpty() && ENGINES.containsAll(engines), "--engines must be of " + ENGINES);
            require(
                    aggregates.stream().allMatch(name -> name.equals(WindowCase.SUM) || name.equals(WindowCase.MAX)),
                    "--aggregates must be of sum and max");
            require(ratios.stream().allMatch(ratio -> ratio > 0), "--ratios must be above 0");
            require(keys.stream().allMatch(key -> key > 0), "--keys must be above 0");
            require(seconds > 0 && warmUpSeconds > 0, "--seconds and --warm-up must be above 0");
            require(fillSeconds >= 0, "--fill must not be below 0");
            require(runs > 0, "--runs must be above 0");
        }

        private static void require(boolean holds, String message) {
            if (!holds) {
                throw new IllegalArgumentException(message);
            }
        }
    }

    /** @param progress takes a line for each run of a case */
    public WindowsBenchmark(Options options, PrintStream progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * Runs all cases, and prints and writes what was measured.
     *
     * @throws IOException if a case fails or engines disagree
     */
    public void run(PrintStream output) throws IOException, InterruptedException {
        output.println(machine.description());
        output.printf(
                Locale.ROOT,
                "%d events a key and slide on average; a window emits each key that it holds, so rows an event stay"
                        + " about the same at every ratio: 0.43, where a slide lacks some keys, to 0.50.%n"
                        + "%d s a case after a warm-up of %d s, and of %d s more at most where windows are full by then."
                        + " Slides: what windows held in the end, less than size/slide where they still grew.%n"
                        + "Same: windows that both engines completed, and gave the same rows for.%n"
                        + "The median of %d runs.%n%n",
                Reading.EVENTS_PER_KEY_AND_SLIDE,
                options.seconds(),
                options.warmUpSeconds(),
                options.fillSeconds(),
                options.runs());
        for (int run = 1; run <= options.runs(); run++) {
            for (String aggregate : options.aggregates()) {
                for (long keys : options.keys()) {
                    for (int ratio : options.ratios()) {
                        runEngines(aggregate, keys, ratio, run);
                    }
                }
            }
        }
        output.printf(
                "%-9s %-9s %9s %10s %12s %8s %8s %10s %7s %7s%n",
                "engine",
                "aggregate",
                "keys",
                "size/slide",
                "events/s",
                "of first",
                "us CPU",
                "rows/event",
                "slides",
                "same");
        List<WindowRow> rows = new ArrayList<>();
        runs.forEach((windowCase, measured) -> rows.add(row(windowCase, median(measured), output)));
        Path json = options.json();
        if (json != null) {
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(json.toFile(), rows);
        }
    }

    private void runEngines(String aggregate, long keys, int ratio, int number)
            throws IOException, InterruptedException {
        WindowRun other = null;
        for (String engine : options.engines()) {
            WindowCase windowCase = new WindowCase(engine, ratio, aggregate, keys);
            WindowRun run = run(windowCase);
            progress.printf(
                    Locale.ROOT,
                    "run %d of %d: %s: %,.0f events/s%n",
                    number,
                    options.runs(),
                    windowCase,
                    run.eventsPerSecond());
            if (other != null && !run.agreesWith(other)) {
                throw new IOException(windowCase + ": engines give different rows for the same windows");
            }
            sameWindows.merge(windowCase, other == null ? 0 : run.windowsInCommon(other), Math::min);
            runs.computeIfAbsent(windowCase, unused -> new ArrayList<>()).add(run);
            other = run;
        }
    }

    /** Of an even number, the slower one in the middle. */
    private static WindowRun median(List<WindowRun> measured) {
        return measured.stream()
                .sorted(Comparator.comparingDouble(WindowRun::eventsPerSecond))
                .toList()
                .get((measured.size() - 1) / 2);
    }

    private WindowRun run(WindowCase windowCase) throws IOException, InterruptedException {
        String line = children.run(
                windowCase.toString(),
                List.of(
                        windowCase.engine(),
                        Integer.toString(windowCase.sizeOverSlide()),
                        windowCase.aggregate(),
                        Long.toString(windowCase.keys()),
                        Integer.toString(options.warmUpSeconds()),
                        Integer.toString(options.fillSeconds()),
                        Integer.toString(options.seconds())));
        return new ObjectMapper().readValue(line, WindowRun.class);
    }

    private WindowRow row(WindowCase windowCase, WindowRun run, PrintStream output) {
        double rate = run.eventsPerSecond();
        String line = windowCase.engine() + windowCase.aggregate() + windowCase.keys();
        double first = firsts.computeIfAbsent(line, unused -> rate);
        double events = Math.max(1, run.events());
        WindowRow row = new WindowRow(
                windowCase.engine(),
                windowCase.sizeOverSlide(),
                windowCase.aggregate(),
                windowCase.keys(),
                rate,
                run.cpuNanos() / 1e3 / events,
                run.rows() / events,
                Math.min(run.windows(), windowCase.sizeOverSlide()),
                sameWindows.getOrDefault(windowCase, 0),
                rate / first,
                machine.description());
        output.printf(
                Locale.ROOT,
                "%-9s %-9s %,9d %,10d %,12.0f %8.2f %8.3f %10.2f %,7d %,7d%n",
                row.engine(),
                row.aggregate(),
                row.keys(),
                row.sizeOverSlide(),
                row.eventsPerSecond(),
                row.ofFirst(),
                row.cpuMicrosPerEvent(),
                row.rowsPerEvent(),
                row.slidesHeld(),
                row.sameWindows());
        output.flush();
        return row;
    }
}
