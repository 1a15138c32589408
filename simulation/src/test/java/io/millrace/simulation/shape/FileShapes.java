/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation.shape;

import io.millrace.connector.files.FileSink;
import io.millrace.connector.files.FileSource;
import io.millrace.connector.files.RollingPolicy;
import io.millrace.format.csv.CsvFormat;
import io.millrace.simulation.Outputs;
import io.millrace.simulation.Randomness;
import io.millrace.simulation.Scenario;
import io.millrace.simulation.SimulationFailure;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From files to files: what outsiders see in the output directory is whole at any moment, and exact at the end. */
final class FileShapes {
    private FileShapes() {}

    static List<Scenario> all() {
        return List.of(
                new Files("files", RollingPolicy.onEachCheckpoint(), false, false),
                new Files("files-replaced", RollingPolicy.onEachCheckpoint(), true, false),
                new Files("files-rolling", RollingPolicy.onSize(400), false, false),
                new Files("files-aging", RollingPolicy.onEndOfInput().withMaxAge(Duration.ofMillis(40)), false, false),
                new Files("files-buckets", RollingPolicy.onEachCheckpoint(), true, true),
                new Files("files-buckets-rolling", RollingPolicy.onSize(200), false, true));
    }

    /** A line of a file. */
    public record Line(int id, int value) {}

    private record Files(String name, RollingPolicy policy, boolean replaces, boolean buckets) implements Scenario {
        @Override
        public Run draw(Randomness random) {
            Map<String, byte[]> inputs = new LinkedHashMap<>();
            List<Line> lines = new ArrayList<>();
            for (int file = random.between(1, 4); file > 0; file--) {
                StringBuilder text = new StringBuilder("id,value\n");
                for (int line = random.upTo(80); line > 0; line--) {
                    Line next = new Line(lines.size(), random.below(1_000));
                    lines.add(next);
                    text.append(next.id()).append(',').append(next.value()).append('\n');
                }
                inputs.put("in/file-" + file + ".csv", text.toString().getBytes(StandardCharsets.UTF_8));
            }
            if (replaces) {
                inputs.put("out/part-0-0.csv", "id,value\n-1,-1\n".getBytes(StandardCharsets.UTF_8));
            }
            return new FilesRun(inputs, lines);
        }

        private final class FilesRun implements Run {
            private final Map<String, byte[]> inputs;
            private final List<Line> lines;
            private final Map<String, String> seen = new LinkedHashMap<>();

            FilesRun(Map<String, byte[]> inputs, List<Line> lines) {
                this.inputs = inputs;
                this.lines = lines;
            }

            @Override
            public Map<String, byte[]> files() {
                return inputs;
            }

            @Override
            public void build(StreamExecutionEnvironment environment) {
                FileSink<Line> plain =
                        FileSink.forRecords(CsvFormat.of(Line.class), "out").withRollingPolicy(policy);
                FileSink<Line> sink =
                        buckets ? plain.withBucketAssigner((line, timestamp) -> "by/third=" + line.id() % 3) : plain;
                environment
                        .fromSource(
                                FileSource.forRecords(CsvFormat.of(Line.class), "in"),
                                WatermarkStrategy.noWatermarks(),
                                "In")
                        .keyBy(Line::id)
                        .map(line -> new Line(line.id(), line.value() * 2))
                        .sinkTo(replaces ? sink.replaceExisting() : sink);
            }

            @Override
            public void inspect(Outputs outputs) {
                outputs.files("out").forEach((path, text) -> {
                    if (isHidden(path) || text.contains("-1,-1")) {
                        return;
                    }
                    String before = seen.putIfAbsent(path, text);
                    if (!text.endsWith("\n") || (before != null && !before.equals(text))) {
                        throw new SimulationFailure("File " + path + " was seen before it was whole: it had "
                                + (before == null ? text.length() : before.length()) + " bytes and has "
                                + text.length());
                    }
                });
                for (String path : seen.keySet()) {
                    if (!outputs.files("out").containsKey(path)) {
                        throw new SimulationFailure("File " + path + " was committed and is gone");
                    }
                }
            }

            private static boolean isHidden(String path) {
                return path.startsWith(".") || path.contains("/.");
            }

            @Override
            public void verify(Outputs outputs) {
                List<String> found = new ArrayList<>();
                outputs.files("out").forEach((path, text) -> {
                    if (isHidden(path)) {
                        throw new SimulationFailure("File " + path + " was left behind");
                    }
                    List<String> rows = text.lines().toList();
                    found.addAll(rows.subList(1, rows.size()));
                });
                Outputs.requireSame(
                        "Directory out",
                        found,
                        lines.stream()
                                .map(line -> line.id() + "," + line.value() * 2)
                                .toList());
            }
        }
    }
}
