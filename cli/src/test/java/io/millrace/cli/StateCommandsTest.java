/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.savepoint.processor.SavepointWriter;
import io.millrace.savepoint.processor.StateBootstrapTransformation;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people see of a savepoint, and what they are told who ask for something that is not there. */
@Timeout(60)
class StateCommandsTest {
    @TempDir
    private static Path directory;

    private static String savepoint;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    record Point(long x, long y) {}

    @BeforeAll
    static void writeSavepoint() throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        DataStream<Point> points = environment.fromData(List.of(new Point(1, 2), new Point(3, 4), new Point(1, 2)));
        savepoint = SavepointWriter.newSavepoint(environment)
                .withOperator(
                        "points",
                        StateBootstrapTransformation.of(
                                points.keyBy(point -> point).sum("y")))
                .withOperator(
                        "xs",
                        StateBootstrapTransformation.of(points.keyBy(Point::x).sum("y")))
                .write(directory.resolve("savepoint-points-1").toString());
    }

    private int run(String... arguments) {
        return Millrace.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private void refuses(int status, String message, String... arguments) {
        assertThat(run(arguments)).isEqualTo(status);
        assertThat(err.toString()).contains(message).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ls", "show", "query"})
    void everySubcommandHasHelpWithAnExample(String subcommand) {
        assertThat(run("state", subcommand, "--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: millrace state " + subcommand);
        assertThat(out.toString()).contains("As in: millrace state " + subcommand);
    }

    @Test
    void lists() {
        assertThat(run("state", "ls", savepoint)).isZero();
        assertThat(out.toString()).contains("points  (Keyed Reduce", "2 keys", "xs  (Keyed Reduce");
    }

    @Test
    void showsAKeyAsTextOrAsJson() {
        assertThat(run("state", "show", savepoint, "3")).isZero();
        assertThat(run("state", "show", savepoint, "{\"x\": 3, \"y\": 4}")).isZero();
        assertThat(out.toString()).contains("xs  (", "points  (", "= {\"x\":3,\"y\":4}");
    }

    @Test
    void aKeyThatIsNotThereIsToldWithSomeThatAre() {
        refuses(
                1,
                "no operator keeps anything for the key 7. There are keys such as ",
                "state",
                "show",
                savepoint,
                "7");
        assertThat(err.toString()).contains("{\"x\":3,\"y\":4}");
        refuses(1, "operator 'xs' does not keep", "state", "show", savepoint, "7", "--operator", "xs");
        refuses(1, "no operator 'ys'. It has: ", "state", "show", savepoint, "3", "--operator", "ys");
    }

    @Test
    void whatIsNoSavepointIsToldWithWhereOneIs() throws Exception {
        String missing = directory.resolve("missing").toString();
        String file = savepoint + "/manifest.json";

        refuses(1, "There is no directory " + missing, "state", "ls", missing);
        refuses(1, file + " is a file", "state", "ls", file);
        refuses(1, "such as " + directory + "/savepoint-points-1", "state", "ls", directory.toString());
        Files.createDirectories(directory.resolve("several/chk-9"));
        Files.createDirectories(directory.resolve("several/chk-10"));
        refuses(1, "several/chk-10", "state", "ls", directory.resolve("several").toString());
    }

    @Test
    void conditionsFilter() {
        assertThat(run("state", "query", savepoint, "--operator", "points", "--where", "key.x > 1", "--output", file()))
                .isZero();
        assertThat(out.toString()).contains("1 rows of points/keyed");
    }

    private static String file() {
        return directory.resolve("rows").toString();
    }

    @Test
    void conditionsOnWhatIsNotThereAreRefusedWithWhatIs() {
        refuses(2, "Conditions begin with one of: keyGroup, key, ", query("state", "ke = 1"));
        refuses(2, "'key' is no condition", query("state", "key"));
    }

    private static String[] query(String command, String condition) {
        return new String[] {command, "query", savepoint, "--operator", "xs", "--where", condition};
    }

    @Test
    void optionsThatMeanNothingAreRefused() {
        refuses(2, "--limit must be at least 1", "state", "query", savepoint, "--operator", "xs", "--limit", "0");
        refuses(2, "JSONL, CSV, AVRO", "state", "query", savepoint, "--operator", "xs", "--format", "xml");
        refuses(
                1,
                "has no table 'slices'. It has: ",
                "state",
                "query",
                savepoint,
                "--operator",
                "xs",
                "--table",
                "slices");
        refuses(1, "no operator 'ys'", "state", "query", savepoint, "--operator", "ys");
        assertThat(run("state", "query", savepoint, "--operator", "xs", "--format", "csv", "--output", file()))
                .isZero();
    }

    /** A program that has nothing to do. */
    static final class NoJob {
        public static void main(String[] arguments) {}
    }

    @Test
    void aProgramThatExecutesNoJobIsNotSaidToStart() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

        refuses(
                2,
                "NoJob ended with status 0 before it executed a job: nothing was checked",
                "savepoint",
                "check",
                "-cp",
                classPath,
                savepoint,
                NoJob.class.getName());
    }
}
