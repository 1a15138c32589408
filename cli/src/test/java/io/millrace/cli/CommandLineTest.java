/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.Example;
import io.millrace.examples.Examples;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people see who ask for help, or mistype. */
class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Millrace.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private void refuses(String message, String... arguments) {
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err.toString()).contains(message).doesNotContain("\tat ");
    }

    @Test
    void helpListsTheCommands() {
        assertThat(run("help")).isZero();
        assertThat(out.toString()).contains("demo", "example", "run", "jobs", "bench", "port", "classpath");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "example",
                "run",
                "sql",
                "jobs",
                "jar",
                "bench",
                "port",
                "state",
                "savepoint",
                "simulate",
                "classpath"
            })
    void everyCommandHasHelp(String command) {
        assertThat(run("help", command)).isZero();
        assertThat(out.toString()).startsWith("Usage: millrace " + command);
    }

    static List<String> examples() {
        return Examples.ALL.stream().map(Example::name).toList();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleExplainsItself(String example) {
        assertThat(run("example", example, "--help")).isZero();
        assertThat(out.toString())
                .startsWith("millrace example " + example)
                .contains("In: ", "Out: ", "Code: examples/src/main/java/io/millrace/examples/");
        assertThat(out.toString().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(130));
    }

    @Test
    void examplesAreListedWithoutAName() {
        assertThat(run("example")).isZero();
        assertThat(out.toString()).contains(examples());
    }

    @Test
    void nothingIsNoCommand() {
        refuses("'millrace help' lists them");
    }

    @Test
    void anUnknownCommandIsRefused() {
        refuses("Unmatched argument at index 0: 'dmo'", "dmo");
    }

    @Test
    void anUnknownExampleIsRefusedWithThoseThereAre() {
        refuses("There is no example 'nope'. There are: word-count,", "example", "nope");
    }

    @Test
    void anExampleRefusesWhatItDoesNotTake() {
        refuses("fraud-detection takes no arguments, and was given now", "example", "fraud-detection", "now");
        refuses("word-count takes one file, and was given 2", "example", "word-count", "a", "b");
    }

    @Test
    void aFileThatIsMissingIsNamed(@TempDir Path directory) {
        String missing = directory.resolve("missing").toString();

        refuses("There is no file " + missing, "example", "word-count", missing);
        refuses(
                "There is no " + missing,
                "port",
                missing,
                directory.resolve("out").toString());
    }

    @Test
    void portNeedsToBeToldWhat() {
        refuses("Name FLINK_SOURCES and OUT, or --demo", "port");
    }

    @Test
    void portReportsPlacesToLookAtAndLeavesTheSources(@TempDir Path directory) throws Exception {
        Path sources = Files.createDirectory(directory.resolve("sources"));
        String program = """
                import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
                import org.apache.flink.configuration.Configuration;

                class Job {
                    static StreamExecutionEnvironment of(Configuration configuration) {
                        return StreamExecutionEnvironment.getExecutionEnvironment(configuration);
                    }
                }
                """;
        Path source = Files.writeString(sources.resolve("Job.java"), program);

        assertThat(run("port", sources.toString(), directory.resolve("out").toString(), "--no-compile"))
                .isZero();

        assertThat(out.toString()).contains(source + ":2:8: ", "1 file, 1 rewritten");
        assertThat(source).hasContent(program);
    }
}
