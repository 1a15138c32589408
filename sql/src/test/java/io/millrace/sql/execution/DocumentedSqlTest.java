/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sql.SqlSession;
import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.parser.SqlException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The statements of the pages about SQL give what stands below them: each block of SQL in one session, and behind it the block of text that it prints. With
 * {@code -Dsql.golden.update=true} these are written anew.
 */
class DocumentedSqlTest {
    private static final Path PAGES = Path.of("../docs/sql");
    private static final Pattern BLOCK =
            Pattern.compile("```sql( error)?\\n(.*?)```\\n(\\n```text\\n(.*?)```\\n)?", Pattern.DOTALL);

    private final SqlSession session = new SqlSession();

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "aggregation.md", "windows.md", "joins.md", "ranking.md"})
    void everyStatementGivesWhatThePageSays(String name) throws Exception {
        Path path = PAGES.resolve(name);
        session.options().set(SqlOptions.PARALLELISM.key(), "1");
        String page = Files.readString(path);
        List<MatchResult> blocks = BLOCK.matcher(page).results().toList();
        assertThat(blocks).hasSizeGreaterThan(2);
        List<String> written = new ArrayList<>();
        for (MatchResult block : blocks) {
            String printed = run(block.group(2), block.group(1) != null);
            written.add("```sql" + (block.group(1) == null ? "" : block.group(1)) + "\n" + block.group(2)
                    + "```\n\n```text\n" + printed + "```\n");
            if (!Boolean.getBoolean("sql.golden.update")) {
                assertThat(printed).as(block.group(2)).isEqualTo(block.group(4));
            }
        }
        update(path, page, blocks, written);
    }

    private static void update(Path path, String page, List<MatchResult> blocks, List<String> written)
            throws IOException {
        StringBuilder updated = new StringBuilder();
        int end = 0;
        for (int i = 0; i < blocks.size(); i++) {
            updated.append(page, end, blocks.get(i).start()).append(written.get(i));
            end = blocks.get(i).end();
        }
        updated.append(page.substring(end));
        if (Boolean.getBoolean("sql.golden.update")) {
            Files.writeString(path, updated);
        }
    }

    private String run(String statements, boolean wrong) throws Exception {
        StringWriter out = new StringWriter();
        try {
            new ScriptRunner(session, DocumentedSqlTest.class.getClassLoader(), new PrintWriter(out, true))
                    .run(statements);
            assertThat(wrong).as(statements).isFalse();
        } catch (SqlException error) {
            assertThat(wrong).as(error.render()).isTrue();
            out.append(error.render()).append('\n');
        }
        return out.toString();
    }
}
