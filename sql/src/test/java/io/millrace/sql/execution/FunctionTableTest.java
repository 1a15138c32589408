/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sql.SqlSession;
import io.millrace.sql.codegen.Functions;
import io.millrace.sql.codegen.UnsupportedExpressionException;
import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.connector.TableFactories;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.plan.Statement;
import io.millrace.sql.row.Row;
import io.millrace.stream.CloseableIterator;
import io.millrace.stream.DataStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The table of functions in {@code docs/sql/functions.md} says what the code does: what it calls running is planned, compiled and run, and all else is refused. With
 * {@code -Dsql.golden.update=true} the column that says so is written anew.
 */
class FunctionTableTest {

    private static final Path PAGE = Path.of("../docs/sql/functions.md");
    private static final Path FLINK = Path.of("src/test/resources/functions/flink-2.3.txt");
    private static final boolean UPDATE = Boolean.getBoolean("sql.golden.update");
    private static final Pattern ROW = Pattern.compile("\\| `(.+)` \\| (yes|no) \\| `(.+)` \\|(.*)\\|");
    private static final Pattern SQL = Pattern.compile("```sql\\n(.*?)```", Pattern.DOTALL);

    /** Names under which the planner has what the page calls by another. */
    private static final Set<String> MADE_BY_THE_PLANNER = Set.of(
            "!=",
            "ITEM",
            "REINTERPRET",
            "SAFE_CAST",
            "SEARCH",
            "PROCTIME_MATERIALIZE",
            "TRANSLATE3",
            "/INT",
            "MINUS_DATE");

    private static final int AT_ONCE = 40;

    private final SqlSession session = new SqlSession();
    private final TableFactories factories = new TableFactories(FunctionTableTest.class.getClassLoader());

    /** A line of the table. */
    private record Entry(String name, boolean runs, String example, String reason) {
        static Optional<Entry> of(String line) {
            Matcher parts = ROW.matcher(line);
            return parts.matches()
                    ? Optional.of(new Entry(
                            plain(parts.group(1)),
                            parts.group(2).equals("yes"),
                            plain(parts.group(3)),
                            parts.group(4).strip()))
                    : Optional.empty();
        }

        private static String plain(String cell) {
            return cell.replace("\\|", "|");
        }

        boolean isExpression() {
            return !example.startsWith("SELECT ");
        }

        String statement() {
            return isExpression() ? "SELECT " + example + " FROM example" : example;
        }
    }

    @BeforeEach
    void createWhatExamplesRead() throws IOException {
        session.options().set(SqlOptions.PARALLELISM.key(), "1");
        Matcher statements = SQL.matcher(Files.readString(PAGE));
        assertThat(statements.find()).isTrue();
        session.execute(statements.group(1));
    }

    private static List<Entry> entries() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .flatMap(line -> Entry.of(line).stream())
                .toList();
    }

    @Test
    void tableSaysWhichFunctionsCompile() throws IOException {
        List<String> updated = new ArrayList<>();
        for (String line : Files.readAllLines(PAGE)) {
            Optional<Entry> entry = Entry.of(line);
            if (entry.isEmpty()) {
                updated.add(line);
                continue;
            }
            Optional<String> refusal = refusal(entry.get().statement());
            updated.add(written(line, refusal.isEmpty()));
            if (!UPDATE) {
                check(entry.get(), refusal);
            }
        }
        if (UPDATE) {
            Files.write(PAGE, updated);
        }
    }

    /** Returns a line that says what is so; what runs needs no reason. */
    private static String written(String line, boolean runs) {
        return runs
                ? line.replaceFirst("` \\| (yes|no) \\| `(.+)` \\|.*\\|$", "` | yes | `$2` |  |")
                : line.replaceFirst("` \\| yes \\| `", "` | no | `");
    }

    private static void check(Entry entry, Optional<String> refusal) {
        assertThat(refusal.isEmpty())
                .as("%s: %s", entry.name(), refusal.orElse("it compiles"))
                .isEqualTo(entry.runs());
        assertThat(entry.reason().isEmpty())
                .as("why %s does not run", entry.name())
                .isEqualTo(entry.runs());
        refusal.ifPresent(message -> {
            String name = entry.name().split(" ", 2)[0];
            assertThat(message.toUpperCase(Locale.ROOT).contains(name) || message.contains("cannot be run yet"))
                    .as("%s is refused by name: %s", name, message)
                    .isTrue();
        });
    }

    /** Returns why a statement cannot be run; empty if it can. */
    private Optional<String> refusal(String statement) {
        try {
            stream(statement);
            return Optional.empty();
        } catch (SqlException | UnsupportedExpressionException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    private DataStream<Row> stream(String statement) {
        Statement.Query query = (Statement.Query) session.execute(statement).get(0);
        return new JobBuilder(factories, session.options()).rows(query.plan());
    }

    @Test
    void everyExampleThatIsSaidToRunDoes() throws Exception {
        List<Entry> running = entries().stream().filter(Entry::runs).toList();
        List<String> expressions =
                running.stream().filter(Entry::isExpression).map(Entry::example).toList();
        for (int start = 0; start < expressions.size(); start += AT_ONCE) {
            List<String> some = expressions.subList(start, Math.min(start + AT_ONCE, expressions.size()));
            assertThat(rows("SELECT " + String.join(", ", some) + " FROM example"))
                    .as("%s", some)
                    .hasSize(1);
        }
        for (Entry entry : running) {
            if (!entry.isExpression()) {
                assertThat(rows(entry.statement())).as(entry.statement()).isNotEmpty();
            }
        }
    }

    private List<Row> rows(String statement) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (CloseableIterator<Row> changelog = stream(statement).executeAndCollect("example")) {
            changelog.forEachRemaining(rows::add);
        }
        return rows;
    }

    @Test
    void tableNamesEveryFunctionOfFlink() throws IOException {
        Set<String> missing = Files.readAllLines(FLINK).stream()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.toCollection(TreeSet::new));
        entries().forEach(entry -> missing.remove(entry.name()));
        assertThat(missing).isEmpty();
    }

    @Test
    void pageNamesEveryFunctionThatCompiles() throws IOException {
        String page = Files.readString(PAGE);
        Set<String> missing = new TreeSet<>(Functions.names());
        missing.removeAll(MADE_BY_THE_PLANNER);
        missing.removeIf(name -> page.contains("`" + name.replace("|", "\\|").replaceFirst("JSON .*", "JSON") + "`"));
        assertThat(missing).isEmpty();
    }
}
