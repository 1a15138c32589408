/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.sql.parser.SqlException;
import io.millrace.sql.row.Row;
import io.millrace.stream.CloseableIterator;
import io.millrace.stream.StreamExecutionEnvironment;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions in jars that the class path does not have. */
class FunctionJarsTest {
    private static final String SOURCE = """
            package far.away;

            import io.millrace.sql.table.functions.AggregateFunction;
            import io.millrace.sql.table.functions.ScalarFunction;

            public class Greetings {
                public static class Greeting extends ScalarFunction {
                    public String eval(String name) {
                        return "Hello, " + name;
                    }
                }

                public record Count(long rows) {}

                public static class Rows extends AggregateFunction<Count, Count> {
                    public Count createAccumulator() {
                        return new Count(0);
                    }

                    public Count accumulate(Count count) {
                        return new Count(count.rows() + 1);
                    }

                    public Count getValue(Count count) {
                        return count;
                    }
                }
            }
            """;

    @TempDir
    private Path directory;

    private final StreamTableEnvironment tables = StreamTableEnvironment.create(
            StreamExecutionEnvironment.getExecutionEnvironment().setParallelism(1));
    private Path jar;

    @BeforeEach
    void makeJar() throws Exception {
        Path source = directory.resolve("Greetings.java");
        Files.writeString(source, SOURCE);
        Path classes = directory.resolve("classes");
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", classPath, "-d", classes.toString(), source.toString());
        assertThat(status).isZero();
        jar = directory.resolve("greetings.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> compiled = Files.walk(classes)) {
            for (Path each : compiled.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(each).toString().replace('\\', '/')));
                Files.copy(each, out);
            }
        }
    }

    private List<String> rows(String query) throws Exception {
        List<String> rows = new ArrayList<>();
        try (CloseableIterator<Row> results = tables.executeSql(query).collect()) {
            results.forEachRemaining(row -> rows.add(row.toString()));
        }
        return rows;
    }

    @Test
    void functionsAreFoundInTheirJar() throws Exception {
        tables.executeSql("CREATE FUNCTION greeting AS 'far.away.Greetings$Greeting' USING JAR '" + jar + "'");
        tables.executeSql(
                "CREATE TEMPORARY SYSTEM FUNCTION counted AS 'far.away.Greetings$Rows' LANGUAGE JAVA USING JAR '"
                        + jar.toUri() + "'");

        assertThat(rows("SELECT greeting(name), counted().`rows` FROM (VALUES 'ann') AS names (name) GROUP BY name"))
                .containsExactly("+I[Hello, ann, 1]");
    }

    @Test
    void aCatalogInFilesKeepsTheJarsOfItsFunctions() throws Exception {
        String catalog =
                "CREATE CATALOG kept WITH ('type' = 'filesystem', 'path' = '" + directory.resolve("kept") + "')";
        tables.executeSql(catalog);
        tables.executeSql(
                "CREATE FUNCTION kept.`default`.greeting AS 'far.away.Greetings$Greeting' USING JAR '" + jar + "'");
        StreamTableEnvironment later =
                StreamTableEnvironment.create(StreamExecutionEnvironment.getExecutionEnvironment());
        later.executeSql(catalog);
        later.executeSql("USE CATALOG kept");

        assertThat(later.explainSql("SELECT greeting('ann')")).contains("greeting");
    }

    @Test
    void missingJarsAndClassesAreRefused() {
        assertThatThrownBy(() -> tables.executeSql("CREATE FUNCTION f AS 'far.away.Greetings$Greeting'"))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("There is no class 'far.away.Greetings$Greeting'");
        assertThatThrownBy(() ->
                        tables.executeSql("CREATE FUNCTION f AS 'far.away.Greetings$Other' USING JAR '" + jar + "'"))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("There is no class 'far.away.Greetings$Other'");
        assertThatThrownBy(() -> tables.executeSql(
                        "CREATE FUNCTION f AS 'far.away.Greetings$Greeting' USING JAR '/no/such.jar'"))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("There is no file '/no/such.jar'");
    }
}
