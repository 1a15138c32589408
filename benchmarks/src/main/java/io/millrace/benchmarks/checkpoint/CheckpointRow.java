/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.checkpoint;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.millrace.benchmarks.checkpoint.CheckpointRun.Level;
import io.millrace.benchmarks.checkpoint.CheckpointRun.Times;
import io.millrace.benchmarks.checkpoint.CheckpointRun.Written;
import java.io.PrintStream;
import java.util.Locale;

/** A case and its figures, as they are written to JSON. */
@JsonPropertyOrder({"wanted", "run", "machine"})
record CheckpointRow(
        @JsonUnwrapped CheckpointCase wanted, @JsonUnwrapped CheckpointRun run, String machine) {
    void print(PrintStream output) {
        output.printf(Locale.ROOT, "%n%s%n", wanted);
        output.printf(
                "  %-12s %11s %11s %7s | %8s %8s %8s %8s %8s | %6s %8s %8s %8s %8s %8s | %8s %12s%n",
                "checkpoints",
                "offered/s",
                "taken/s",
                "ns CPU",
                "late p50",
                "p99",
                "p99.9",
                "max",
                "JVM stop",
                "pauses",
                "p50",
                "p99",
                "max",
                "own p99",
                "own max",
                "takes ms",
                "bytes each");
        run.levels().forEach(level -> print(level, output));
        run.most().forEach(level -> print(level, output));
        output.printf(
                Locale.ROOT,
                "  lost by a checkpoint every second: %.1f %% of the fixed rate, %.1f %% of the most%n",
                100 * (1 - run.levels().get(1).taken() / run.levels().get(0).taken()),
                100 * (1 - run.most().get(1).taken() / run.most().get(0).taken()));
        print(run.full(), output);
        run.increments().forEach(written -> print(written, output));
        output.flush();
    }

    private static void print(Level level, PrintStream output) {
        Times latency = level.offered() > 0 ? level.latency() : new Times(0, 0, 0, 0, 0);
        output.printf(
                Locale.ROOT,
                "  %-12s %,11.0f %,11.0f %7.0f | %8.2f %8.2f %8.2f %8.2f %8.2f | %6d %8.3f %8.3f %8.3f %8.3f %8.3f"
                        + " | %8.0f %,12.0f%n",
                level.intervalMillis() == 0 ? "none" : "each " + level.intervalMillis() + " ms",
                level.offered(),
                level.taken(),
                level.cpuNanosPerEvent(),
                latency.p50() / 1e6,
                latency.p99() / 1e6,
                latency.p999() / 1e6,
                latency.max() / 1e6,
                level.longestStop() / 1e6,
                level.pause().count(),
                level.pause().p50() / 1e6,
                level.pause().p99() / 1e6,
                level.pause().max() / 1e6,
                level.ownPause().p99() / 1e6,
                level.ownPause().max() / 1e6,
                level.duration().p50() / 1e6,
                level.bytesPerCheckpoint());
    }

    private void print(Written written, PrintStream output) {
        output.printf(
                Locale.ROOT,
                "  %5.1f %% of the keys: %,15d bytes (%6.2f %% of all), %,7d ms%n",
                100 * written.changed(),
                written.bytes(),
                100.0 * written.bytes() / run.full().bytes(),
                written.nanos() / 1_000_000);
    }
}
