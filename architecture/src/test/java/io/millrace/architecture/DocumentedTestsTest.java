/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tests that the page of semantics names exist, and know the ids that they stand for. */
class DocumentedTestsTest {
    private static final MarkdownPage SEMANTICS = MarkdownPage.read("docs/semantics.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\|.*\\.java\\).*$");
    private static final Pattern LINK_AND_NAMES = Pattern.compile("\\]\\(([^)]+\\.java)\\)([^\\[|]*)");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");
    private static final Pattern ID = Pattern.compile("FL(?:INK|IP)-\\d+|flink-agents #\\d+");

    /** A file that a row links to, and what of it the row names. */
    private record Named(String source, List<String> names) {}

    static Stream<String> rows() {
        return ROW.matcher(SEMANTICS.text()).results().map(MatchResult::group);
    }

    private static List<Named> named(String row) throws IOException {
        List<Named> named = new ArrayList<>();
        for (MatchResult link : LINK_AND_NAMES.matcher(row).results().toList()) {
            Path file = MarkdownPage.ROOT.resolve("docs").resolve(link.group(1)).normalize();
            List<String> names = NAME.matcher(link.group(2))
                    .results()
                    .map(name -> name.group(1))
                    .toList();
            named.add(new Named(Files.readString(file), names));
        }
        return named;
    }

    @ParameterizedTest
    @MethodSource("rows")
    void areThere(String row) throws IOException {
        for (Named link : named(row)) {
            assertThat(link.names())
                    .as("what is named behind each link of: %s", row)
                    .isNotEmpty();
            for (String name : link.names()) {
                assertThat(link.source())
                        .as("where '%s' is, of: %s", name, row)
                        .containsPattern("void " + name + "\\(|(?m)^ +" + name + "\\(");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void nameTheIdsThatTheyStandFor(String row) throws IOException {
        String sources = String.join("", named(row).stream().map(Named::source).toList());

        assertThat(ID.matcher(row).results().map(MatchResult::group))
                .allSatisfy(
                        id -> assertThat(sources).as("the comments of: %s", row).contains(id));
    }

    @Test
    void coverWhatTheyAreMeantTo() {
        assertThat(rows()).hasSizeGreaterThan(35);
    }
}
