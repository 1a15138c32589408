/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.harness;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The NEXMark benchmark: each run of each case in a JVM of its own, the engines in turn (run 1 of each, run 2 of each, and
 * so on), so that a drift of the machine meets all of them. Each JVM first runs the case over half of the events to warm
 * up; that run is not measured. Every run of a query must give the same checksum.
 */
public final class NexmarkBenchmark {

    private static final int EVENTS_PER_WARM_UP_EVENT = 2;

    private final BenchmarkOptions options;
    private final PrintStream output;
    private final PrintStream progress;
    private final Machine machine;
    private final ChildJvm childJvm;
    private final Map<BenchmarkCase, List<MeasuredRun>> runs = new LinkedHashMap<>();
    private final AgreedChecksums checksums = new AgreedChecksums();

    /**
     * Prepares a benchmark.
     *
     * @param output takes the table
     * @param progress takes a line per run
     */
    public NexmarkBenchmark(BenchmarkOptions options, PrintStream output, PrintStream progress) {
        this.options = options;
        this.output = output;
        this.progress = progress;
        Machine here = Machine.here();
        Long heap = options.heapMegabytes();
        this.machine = heap == null ? here : here.withHeap(heap);
        this.childJvm = new ChildJvm(machine, ChildMain.class).touchingItsHeap();
    }

    /**
     * Runs all cases and reports.
     *
     * @throws ChecksumMismatchException if two runs of a query gave different results
     * @throws IOException if a run fails, or the JSON file cannot be written
     */
    public void run() throws IOException, InterruptedException {
        progress.println(machine.description());
        for (List<BenchmarkCase> group : BenchmarkCase.groups(options)) {
            for (int run = 1; run <= options.runs(); run++) {
                for (BenchmarkCase benchmarkCase : group) {
                    measure(benchmarkCase, run);
                }
            }
        }
        report();
    }

    private void measure(BenchmarkCase benchmarkCase, int number) throws IOException, InterruptedException {
        long warmUpEvents = Math.max(1, options.events() / EVENTS_PER_WARM_UP_EVENT);
        List<String> arguments = List.of(
                options.api().label(),
                benchmarkCase.engine(),
                benchmarkCase.query().label(),
                Integer.toString(benchmarkCase.parallelism()),
                Long.toString(warmUpEvents),
                Long.toString(options.events()));
        MeasuredRun run =
                new ObjectMapper().readValue(childJvm.run(benchmarkCase.toString(), arguments), MeasuredRun.class);
        progress.printf(
                Locale.ROOT,
                "%s, run %d of %d: %,.0f events/s%n",
                benchmarkCase,
                number,
                options.runs(),
                options.events() * 1e9 / run.elapsedNanos());
        checksums.requireSame(benchmarkCase, run.checksum());
        runs.computeIfAbsent(benchmarkCase, key -> new ArrayList<>()).add(run);
    }

    private void report() throws IOException {
        List<CaseSummary> summaries = new ArrayList<>();
        runs.forEach((benchmarkCase, measured) -> summaries.add(
                CaseSummary.of(options.api(), benchmarkCase, options.events(), measured, machine.description())));
        output.println(machine.description());
        output.printf(
                Locale.ROOT,
                "%s, %,d events, median of %d runs, after a warm-up of half as many events; checksums equal%n%n",
                options.api().title(),
                options.events(),
                options.runs());
        output.print(new ReportTable(summaries).text());
        output.flush();
        Path json = options.json();
        if (json != null) {
            writeJson(summaries, json);
        }
    }

    private static void writeJson(List<CaseSummary> summaries, Path json) throws IOException {
        Path parent = json.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(json.toFile(), summaries);
    }
}
