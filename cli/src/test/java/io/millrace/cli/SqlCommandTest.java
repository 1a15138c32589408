/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code millrace sql} where nobody types. */
class SqlCommandTest {
    private static final String TABLE = "CREATE TABLE numbers (n BIGINT) WITH ('connector' = 'datagen',"
            + " 'fields.n.kind' = 'sequence', 'fields.n.start' = '1', 'fields.n.end' = '3');\n";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private String file(String name, String script) throws IOException {
        return Files.writeString(directory.resolve(name), script).toString();
    }

    private int run(String... arguments) {
        return Millrace.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private int pipe(String script, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(script.getBytes(Charset.defaultCharset())));
        try {
            return run(arguments);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void runsTheStatementsOfStandardInput() {
        assertThat(pipe(TABLE + "SELECT n * 2 AS twice FROM numbers WHERE n = 2;", "sql"))
                .isZero();

        assertThat(out.toString()).contains("| +I |                    4 |", "Received a total of 1 row");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void endsAtTheFirstErrorOfStandardInput() {
        assertThat(pipe("SELECT 30 + 1;\nSELEC 1;\nSELECT 30 + 2;", "sql")).isEqualTo(1);

        assertThat(out.toString()).contains("31 |").doesNotContain("32 |");
        assertThat(err.toString()).contains("line 2, column 1: ", "\n  ^^^^^").doesNotContain("Exception");
    }

    @Test
    void runsAFileBehindTheOneThatInitialises() throws IOException {
        String init = file("init.sql", TABLE);

        assertThat(run("sql", "-i", init, "-f", file("file.sql", "SELECT n FROM numbers;")))
                .isZero();
        assertThat(out.toString()).contains("Received a total of 3 rows");

        assertThat(run("sql", "-i", file("wrong.sql", "SELEC 1;"), "-f", init)).isEqualTo(1);
        assertThat(err.toString()).contains("wrong.sql: line 1, column 1: ");
    }

    @Test
    void waitsForTheJobsOfAFile() throws IOException {
        String script = TABLE + "CREATE TABLE nowhere (n BIGINT) WITH ('connector' = 'blackhole');"
                + "INSERT INTO nowhere SELECT 1 / (n - n) FROM numbers; SHOW JOBS;";

        assertThat(run("sql", "-f", file("jobs.sql", script))).isEqualTo(1);

        assertThat(out.toString()).contains("insert-into_");
        assertThat(err.toString()).contains("Division by zero").doesNotContain("\tat ");
    }

    @Test
    void setsOptionsFirst() {
        assertThat(pipe("SET;", "sql", "-D", "parallelism.default=3")).isZero();
        assertThat(out.toString()).contains("parallelism.default");

        assertThat(pipe("SET;", "sql", "-D", "paralelism.default=3")).isEqualTo(2);
        assertThat(err.toString()).contains("Did you mean 'parallelism.default'?");
    }
}
