/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a program of several files with much in it that cannot be rewritten. */
class PortTest {
    @TempDir
    private Path directory;

    private List<String> placesOf(String program) throws IOException {
        Path sources = Files.createDirectories(directory.resolve("sources"));
        Files.writeString(sources.resolve("Job.java"), program);
        String classPath = Arrays.stream(FlinkJars.classPath().split(File.pathSeparator))
                .filter(entry -> !new File(entry).getName().startsWith("flink-"))
                .collect(Collectors.joining(File.pathSeparator));
        return new Port(sources, directory.resolve("out"), classPath)
                .run().places().stream()
                        .map(place -> Path.of(place.file()).getFileName() + ":" + place.line() + ": " + place.advice())
                        .toList();
    }

    @Test
    void advisesOnCallsThatHaveNothingToSet() throws IOException {
        assertThat(placesOf("""
                        import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
                        class Job {
                            static void run(StreamExecutionEnvironment env) {
                                env.getConfig().registerPojoType(Job.class);
                                env.setBufferTimeout(10);
                                env.fromData(1, 2).slotSharingGroup("a");
                                env.fromData(1, 2).keyBy("f0");
                            }
                        }
                        """))
                .satisfiesExactly(
                        place -> assertThat(place).startsWith("Job.java:4: ").contains("nothing to register"),
                        place -> assertThat(place).startsWith("Job.java:5: ").contains("batches go out"),
                        place -> assertThat(place).startsWith("Job.java:6: ").contains("no slots"),
                        place -> assertThat(place).startsWith("Job.java:7: ").contains("use a KeySelector"));
    }

    @Test
    void saysOnceThatALibraryIsMissing() throws IOException {
        assertThat(placesOf("""
                        import org.example.Codec;
                        class Job {
                            Codec one;
                            Codec two;
                        }
                        """))
                .singleElement()
                .asString()
                .startsWith("Job.java:1: ")
                .contains("--classpath");
    }

    @Test
    void saysOfAnOldSourceWhatToUse() throws IOException {
        assertThat(placesOf("""
                        import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
                        import org.apache.flink.streaming.api.functions.source.legacy.SourceFunction;
                        class Job {
                            static void run(StreamExecutionEnvironment env, SourceFunction<Long> source) {
                                env.addSource(source).print();
                            }
                        }
                        """))
                .singleElement()
                .asString()
                .startsWith("Job.java:2: ")
                .contains("fromSource(...)");
    }
}
