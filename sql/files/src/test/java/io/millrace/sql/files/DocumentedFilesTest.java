/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The statements about files on the pages about SQL give what stands below them, in an empty directory. */
class DocumentedFilesTest {
    private static final Path PAGES = Path.of("../../docs/sql");
    private static final Pattern BLOCK =
            Pattern.compile("```sql files\\n(.*?)```\\n\\n```text\\n(.*?)```\\n", Pattern.DOTALL);

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "windows.md", "changelogs.md"})
    void everyStatementGivesWhatThePageSays(String page, @TempDir Path directory) throws Exception {
        List<MatchResult> blocks =
                BLOCK.matcher(Files.readString(PAGES.resolve(page))).results().toList();
        assertThat(blocks).isNotEmpty();
        for (MatchResult block : blocks) {
            String script = block.group(1).replace("'path' = '", "'path' = '" + directory + "/");
            assertThat(Scripts.run(script)).as(script).isEqualTo(block.group(2));
        }
    }
}
