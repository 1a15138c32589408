/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.campaign.planted.PlantedBug;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page on reliability names every planted bug, and says of every entry what became of it. */
class ReliabilityPageTest {
    private static final int ENTRIES = 49;
    private static final MarkdownPage PAGE = MarkdownPage.read("docs/reliability.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| *([0-9]*) *\\|.*\\|$");

    private static List<MatchResult> rows() {
        return ROW.matcher(PAGE.text()).results().toList();
    }

    @ParameterizedTest
    @EnumSource(PlantedBug.class)
    void namesEachPlantedBugInOneRow(PlantedBug bug) {
        int entry = bug.elsewhere().entry();
        List<MatchResult> rows = rows().stream()
                .filter(row -> row.group().contains("`" + bug + "`"))
                .toList();

        assertThat(rows).as("rows of %s", bug).singleElement().satisfies(row -> {
            assertThat(row.group(1)).isEqualTo(entry == 0 ? "" : Integer.toString(entry));
            assertThat(row.group()).contains(bug.elsewhere().ids(), bug.description());
        });
    }

    @Test
    void hasARowForEachEntry() {
        assertThat(rows().stream()
                        .map(row -> row.group(1))
                        .filter(entry -> !entry.isEmpty())
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, ENTRIES)
                        .mapToObj(Integer::toString)
                        .toList());
    }
}
