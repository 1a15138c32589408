/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import io.millrace.savepoint.Savepoint;
import io.millrace.savepoint.StateListing;
import io.millrace.savepoint.StateSummary;
import io.millrace.snapshot.Manifest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code millrace state ls}: operators and their states, with keys and sizes. */
@Command(
        name = "ls",
        description = {
            "Lists operators and their states: how many keys, how many bytes, and the keys with the most.",
            "Sizes are those of the encoded values, without keys and before compression.",
            "As in: millrace state ls out/checkpoints/chk-5"
        },
        mixinStandardHelpOptions = true)
final class StateListCommand extends SavepointReading {
    @Override
    int run(Savepoint savepoint) throws IOException {
        Manifest manifest = savepoint.manifest();
        print("job '" + manifest.jobName() + "', checkpoint " + manifest.checkpointId() + " of "
                + Instant.ofEpochMilli(manifest.timestampMillis()) + ", " + manifest.maxParallelism()
                + " key groups, format " + manifest.formatVersion());
        for (Manifest.Operator operator : savepoint.operators()) {
            print("");
            print(operator.uid() + "  (" + operator.name() + ", parallelism " + operator.parallelism()
                    + watermark(savepoint, operator) + ")");
            for (StateSummary state : StateListing.of(savepoint, operator.uid())) {
                if (!state.table().equals(Savepoint.TASK_TABLE)) {
                    print(line(state));
                }
            }
        }
        return 0;
    }

    private static String watermark(Savepoint savepoint, Manifest.Operator operator) throws IOException {
        OptionalLong watermark = savepoint.watermark(operator.uid());
        if (watermark.isEmpty() || watermark.getAsLong() == Long.MIN_VALUE) {
            return ", no watermark yet";
        }
        return watermark.getAsLong() == Long.MAX_VALUE
                ? ", event time has ended"
                : ", watermark " + Instant.ofEpochMilli(watermark.getAsLong());
    }

    private static String line(StateSummary state) {
        String largest = state.largest().stream()
                .map(key -> key.key() + " " + bytes(key.sizeBytes()))
                .collect(Collectors.joining(", "));
        String counted = state.kind().equals("values") ? "values" : state.kind().equals("slices") ? "rows" : "keys";
        return String.format(
                        Locale.ROOT,
                        "  %-20s %-10s %9d %-6s %9s  %s%s",
                        state.state(),
                        state.kind(),
                        state.keys(),
                        counted,
                        bytes(state.sizeBytes()),
                        state.type(),
                        largest.isEmpty() ? "" : "; largest: " + largest)
                .stripTrailing();
    }

    private static String bytes(long bytes) {
        List<String> units = List.of("B", "KiB", "MiB", "GiB", "TiB");
        double shown = bytes;
        int unit = 0;
        while (shown >= 1024 && unit < units.size() - 1) {
            shown /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", shown, units.get(unit));
    }
}
