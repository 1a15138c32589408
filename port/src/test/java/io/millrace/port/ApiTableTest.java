/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds docs/coming-from-flink.md to Flink's classes and ours. Run with {@code -Dregenerate} it writes its tables. */
class ApiTableTest {
    private static final Path PAGE = Path.of("../docs/coming-from-flink.md");

    @Test
    void hasNoMethodOfFlinksThatIsNeitherHereNorLeftOutForAReason() throws Exception {
        assertThat(new ApiTable(ApiReasons.read()).rows())
                .hasSizeGreaterThan(200)
                .filteredOn(row -> row.mark().equals("missing"))
                .isEmpty();
    }

    @Test
    void hasNoReasonForWhatIsHere() throws Exception {
        ApiReasons reasons = ApiReasons.read();
        new ApiTable(reasons).rows();

        assertThat(reasons.unused()).isEmpty();
    }

    @Test
    void isWhatThePageShows() throws Exception {
        hold("api", ApiPage.methods(new ApiTable(ApiReasons.read()).rows()));
    }

    @Test
    void importsAreWhatThePageShows() throws Exception {
        List<String> flinkClasses = List.copyOf(FlinkJars.classes());

        hold("imports", ApiPage.imports(flinkClasses, new ImportMap()));
    }

    private static void hold(String name, String table) throws IOException {
        String page = Files.readString(PAGE);
        String begin = "<!-- " + name + ": written by ApiTableTest -->\n";
        String end = "<!-- end of " + name + " -->\n";
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf(end);
        assertThat(page).contains(begin, end);
        if (System.getProperty("regenerate") != null) {
            Files.writeString(PAGE, page.substring(0, from) + "\n" + table + "\n" + page.substring(to));
            return;
        }
        assertThat(page.substring(from, to).strip())
                .as("the table in %s; to write it again: mvn -pl port -am test -Dtest=ApiTableTest -Dregenerate", PAGE)
                .isEqualTo(table.strip());
    }
}
