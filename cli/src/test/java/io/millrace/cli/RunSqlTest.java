/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code millrace run FILE.sql}. */
class RunSqlTest {
    private static final String TABLE = "CREATE TABLE numbers (n BIGINT) WITH ('connector' = 'datagen',"
            + " 'fields.n.kind' = 'sequence', 'fields.n.start' = '1', 'fields.n.end' = '3');\n";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private int run(String script, String... options) throws IOException {
        Path file = Files.writeString(directory.resolve("script.sql"), script);
        String[] arguments = new String[options.length + 2];
        arguments[0] = "run";
        System.arraycopy(options, 0, arguments, 1, options.length);
        arguments[arguments.length - 1] = file.toString();
        return Millrace.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @Test
    void showsTheRowsOfQueriesAndWhatDefinitionsHaveToSay() throws IOException {
        assertThat(run(TABLE + "SHOW TABLES; SELECT n * 2 AS twice FROM numbers WHERE n = 2;"))
                .isZero();

        assertThat(out.toString())
                .contains("| table name |", "|    numbers |", "1 row in set")
                .contains("| op |                twice |", "| +I |                    4 |")
                .contains("Received a total of 1 row");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void putsTheValuesOfVariablesIntoTheStatements() throws IOException {
        String script = TABLE + "SELECT n, '${who:-nobody}' AS who FROM numbers WHERE n = ${n};";

        assertThat(run(script, "-v", "n=3", "--variable", "who=it's me")).isZero();
        assertThat(out.toString()).contains("|                    3 |", " it's me |");

        assertThat(run(script, "-v", "m=3")).isEqualTo(1);
        assertThat(err.toString()).contains("There is no variable 'n'. Did you mean 'm'?", "--variable n=VALUE");
    }

    @Test
    void showsWhereAStatementIsWrongAndWhatMayHaveBeenMeant() throws IOException {
        assertThat(run(TABLE + "-- a comment\nSELECT m FROM number;")).isEqualTo(1);

        assertThat(err.toString())
                .contains("script.sql: line 3, column 15: ")
                .contains("  SELECT m FROM number;\n                ^^^^^^")
                .contains("Did you mean 'numbers'?")
                .doesNotContain("Exception");
    }

    @Test
    void saysInALineWhyAJobFailed() throws IOException {
        assertThat(run(TABLE + "SELECT 1 / (n - n) FROM numbers;")).isEqualTo(1);

        assertThat(err.toString())
                .contains("script.sql: line ", ": The job 'collect' failed: ", "Division by zero")
                .doesNotContain("\tat ");
    }

    @Test
    void logsNoStackTraceOfAJobThatFailed() throws IOException {
        PrintStream before = System.err;
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        System.setErr(new PrintStream(logged, true, UTF_8));
        try {
            assertThat(run(TABLE + "SELECT 1 / (n - n) FROM numbers;")).isEqualTo(1);
        } finally {
            System.setErr(before);
        }
        assertThat(err.toString()).contains("script.sql: line 2: The job 'collect' failed: ");
        assertThat(logged.toString(UTF_8)).doesNotContain("\tat ", "ERROR");
    }

    @Test
    void setsOptionsBeforeTheFirstStatement() throws IOException {
        assertThat(run("SET;", "-D", "parallelism.default=3")).isZero();
        assertThat(out.toString()).contains("parallelism.default");

        assertThat(run("SET;", "-D", "paralelism.default=3")).isEqualTo(2);
        assertThat(err.toString())
                .contains("-D: There is no option 'paralelism.default'. Did you mean 'parallelism.default'?");
    }

    @Test
    void saysThatThereIsNoSuchFile() {
        int status = Millrace.run(new PrintWriter(out, true), new PrintWriter(err, true), "run", "nowhere.sql");
        assertThat(status).isEqualTo(1);
        assertThat(err.toString()).contains("there is no file nowhere.sql");
    }

    @Test
    void refusesWhatIsForProgramsAndClusters() throws IOException {
        assertThat(run("SHOW TABLES;", "--on", "local-cluster")).isEqualTo(2);
        assertThat(err.toString()).contains("--on cannot be used: SQL runs in this process only, so far");
    }
}
