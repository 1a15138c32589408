/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.VisitsJob;
import io.millrace.engine.LocalEngine;
import io.millrace.flink.cluster.local.LocalCluster;
import io.millrace.flink.cluster.local.LocalClusterOptions;
import io.millrace.graph.SavepointRestoreSettings;
import io.millrace.runner.JobClient;
import io.millrace.stream.StreamExecutionEnvironment;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A job that moves from this process to a cluster of processes and back, by the commands that a person types. */
@Timeout(180)
class StateMovesTest {
    private static final Pattern JOB_ID = Pattern.compile("Job (\\p{XDigit}{32})");
    private static final int DOORS = 7;
    private static final int VISITS_A_FILE = 300;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private int visits;

    private String millrace(String... arguments) {
        out.getBuffer().setLength(0);
        assertThat(Millrace.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments))
                .as(() -> err.toString())
                .isZero();
        return out.toString().strip();
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    private void writeFile() throws IOException {
        List<String> lines = new ArrayList<>(List.of("door"));
        for (int i = 0; i < VISITS_A_FILE; i++) {
            lines.add("door-" + visits++ % DOORS);
        }
        Path file = Files.createDirectories(directory.resolve("in")).resolve(visits + ".csv");
        Path hidden = Files.write(file.resolveSibling("." + visits), lines);
        Files.move(hidden, file);
    }

    private List<String> expected() {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < visits; i++) {
            rows.add("door-" + i % DOORS + "," + (i / DOORS + 1));
        }
        rows.sort(null);
        return rows;
    }

    private List<String> rows() throws IOException {
        List<String> rows = new ArrayList<>();
        Path output = Files.createDirectories(directory.resolve("out"));
        try (Stream<Path> files = Files.list(output)) {
            for (Path file : files.filter(each -> !each.getFileName().toString().startsWith("."))
                    .toList()) {
                rows.addAll(Files.readAllLines(file));
            }
        }
        rows.removeIf(row -> row.equals("door,visits"));
        rows.sort(null);
        return rows;
    }

    private void awaitAllRows() throws IOException, InterruptedException {
        while (rows().size() < visits) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        assertThat(rows()).isEqualTo(expected());
    }

    private StreamExecutionEnvironment embedded(int parallelism, String checkpoints) {
        return StreamExecutionEnvironment.withRunner(new LocalEngine())
                .setParallelism(parallelism)
                .setCheckpointDirectory(path(checkpoints));
    }

    private String stopEmbedded() throws Exception {
        StreamExecutionEnvironment environment = embedded(2, "checkpoints");
        VisitsJob.build(environment, directory, true);
        JobClient job = environment.executeAsync("visits");
        awaitAllRows();
        return job.stopWithSavepoint(false, path("savepoints")).get();
    }

    private String stopOnCluster(String savepoint) throws Exception {
        try (LocalCluster cluster = LocalCluster.start(LocalClusterOptions.of(2).quickToStart())) {
            String on = cluster.address().toString();
            String submitted = millrace(
                    "run",
                    "--on",
                    on,
                    "-p",
                    "3",
                    "-d",
                    "-s",
                    savepoint,
                    VisitsJob.class.getName(),
                    directory.toString());
            Matcher id = JOB_ID.matcher(submitted);
            assertThat(id.find()).as(submitted).isTrue();
            awaitAllRows();
            return millrace(
                    "jobs", "--on", on, "stop", "--savepoint-dir", "file://" + path("flink-savepoints"), id.group(1));
        }
    }

    @Test
    void aJobGoesToAClusterAndComesBackAndCountsEachVisitOnce() throws Exception {
        writeFile();
        String embedded = stopEmbedded();
        writeFile();
        String flink = stopOnCluster(embedded);

        assertThat(millrace("state", "ls", flink)).contains("job 'visits'", "counts  (", "parallelism 3");
        assertThat(millrace("state", "show", flink, "door-0")).contains("visits = " + (visits / DOORS + 1));

        String converted = millrace("savepoint", "convert", flink, path("savepoints/converted"));
        writeFile();
        StreamExecutionEnvironment environment = embedded(1, "later-checkpoints")
                .setSavepointRestoreSettings(SavepointRestoreSettings.forPath(converted));
        VisitsJob.build(environment, directory, false);
        environment.execute("visits");

        assertThat(rows()).isEqualTo(expected());
    }
}
