/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentedPathsTest {

    private static final MarkdownPage ARCHITECTURE = MarkdownPage.read("docs/architecture.md");

    static Stream<MarkdownPage> pages() throws IOException {
        return MarkdownPage.all().stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void leadToFilesThatExist(MarkdownPage page) {
        List<Path> missing = page.linkedFiles().stream()
                .filter(file -> !Files.exists(MarkdownPage.ROOT.resolve(file)))
                .toList();

        assertThat(missing).as("what %s links to and does not exist", page).isEmpty();
    }

    @Test
    void sayWhereToChangeWhat() {
        assertThat(ARCHITECTURE.linkedFiles())
                .filteredOn(file -> file.toString().endsWith(".java"))
                .hasSizeGreaterThan(25);
    }

    @Test
    void listEveryDecisionInTheOrderOfNumbers() throws IOException {
        try (Stream<Path> files = Files.list(MarkdownPage.ROOT.resolve("docs/decisions"))) {
            List<Path> decisions = files.map(MarkdownPage.ROOT::relativize)
                    .filter(file -> !file.endsWith("README.md"))
                    .sorted()
                    .toList();

            assertThat(MarkdownPage.read("docs/decisions/README.md").linkedFiles())
                    .isEqualTo(decisions);
        }
    }

    @Test
    void coverEveryModule() throws IOException {
        String pom = Files.readString(MarkdownPage.ROOT.resolve("pom.xml"));
        List<String> modules = Pattern.compile("<module>([^<]+)</module>")
                .matcher(pom)
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(modules).isNotEmpty().allSatisfy(module -> assertThat(ARCHITECTURE.text())
                .contains("| `" + module + "` |"));
    }

    @Test
    void coverEveryPackageOfCoreInItsOrder() {
        List<String> rows = CorePackages.LOWEST_FIRST.stream()
                .map(name -> "| `" + name + "` |")
                .toList();

        assertThat(ARCHITECTURE.text()).containsSubsequence(rows);
    }
}
