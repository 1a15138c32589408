/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connector.Sink;
import io.millrace.connector.basic.CollectingSink;
import io.millrace.connector.basic.DiscardingSink;
import io.millrace.engine.LocalEngine;
import io.millrace.graph.SavepointRestoreSettings;
import io.millrace.runner.JobClient;
import io.millrace.stream.StreamExecutionEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Savepoints that earlier versions wrote are test data for ever: each can be read, and gone on from. */
@Timeout(60)
class GoldenSavepointTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

    @TempDir
    private Path directory;

    /** Keeps what comes out, by the name of the output. */
    private static final class Outputs implements GoldenJob.Sinks {
        private final Map<String, CollectingSink<String>> sinks = new LinkedHashMap<>();

        @Override
        public Sink<String> sink(String name) {
            return sinks.computeIfAbsent(name, unused -> new CollectingSink<>());
        }

        List<String> rows(String name) {
            CollectingSink<String> sink = sinks.get(name);
            return sink == null ? List.of() : sink.results();
        }
    }

    private static StreamExecutionEnvironment environment(int parallelism) {
        return StreamExecutionEnvironment.withRunner(new LocalEngine()).setParallelism(parallelism);
    }

    @ParameterizedTest
    @CsvSource({"format-1, 1", "format-1, 3", "format-2, 1", "format-2, 3"})
    void aJobGoesOnAsIfItHadNeverStopped(String name, int parallelism) throws Exception {
        Outputs undisturbed = new Outputs();
        StreamExecutionEnvironment whole = environment(1);
        GoldenJob.build(whole, 0, undisturbed);
        whole.execute("golden");
        Outputs rest = new Outputs();
        StreamExecutionEnvironment restored = environment(parallelism)
                .setCheckpointDirectory(directory.toString())
                .setSavepointRestoreSettings(
                        SavepointRestoreSettings.forPath(GOLDEN.resolve(name).toString()));
        GoldenJob.build(restored, 0, rest);

        restored.execute("golden");

        assertThat(rest.rows("everything"))
                .hasSize(GoldenJob.KEYS)
                .containsExactlyInAnyOrderElementsOf(undisturbed.rows("everything"));
        assertThat(rest.rows("sessions")).containsExactlyInAnyOrderElementsOf(undisturbed.rows("sessions"));
        assertThat(rest.rows("sliding"))
                .isNotEmpty()
                .hasSizeLessThan(undisturbed.rows("sliding").size());
        assertThat(undisturbed.rows("sliding")).containsAll(rest.rows("sliding"));
        assertThat(undisturbed.rows("counted")).containsAll(rest.rows("counted"));
    }

    @ParameterizedTest
    @CsvSource({"format-1, 1", "format-2, 2"})
    void itsStateCanBeRead(String name, int format) throws Exception {
        Savepoint savepoint = Savepoint.load(GOLDEN.resolve(name));
        AtomicLong keys = new AtomicLong();

        savepoint.read("everything", "keyed", row -> {
            keys.incrementAndGet();
            assertThat(row.toJson().path("last").path("name").asText()).startsWith("item ");
            assertThat(row.toJson().path("last").path("time").asText()).startsWith("1970-01-01T00:00:");
        });

        assertThat(savepoint.manifest().formatVersion()).isEqualTo(format);
        assertThat(keys).hasValue(GoldenJob.KEYS);
    }

    /** Writes the savepoint of this version: {@code DIRECTORY}, once for each version of the format. */
    public static void main(String[] arguments) throws Exception {
        Path target = Path.of(arguments[0]);
        StreamExecutionEnvironment environment = environment(2)
                .setCheckpointDirectory(target.resolve("checkpoints").toString());
        GoldenJob.build(environment, 5_000, name -> new DiscardingSink<>());
        JobClient job = environment.executeAsync("golden");
        for (int checkpoint = 0; checkpoint < 5; checkpoint++) { // so that the savepoint has files of changes
            job.await(Duration.ofMillis(100));
            job.triggerCheckpoint().get(30, TimeUnit.SECONDS);
        }
        System.out.println(
                job.stopWithSavepoint(false, target.resolve("savepoints").toString())
                        .get(30, TimeUnit.SECONDS));
        System.exit(0);
    }
}
