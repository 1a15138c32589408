/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The upgrade that the page on state tells of comes out as it says, command by command. */
class DocumentedUpgradeTest {
    private static final Pattern STEP = Pattern.compile("(?ms)^```(java Flights\\.java|console|diff)\\n(.*?)^```$");

    @Test
    @Timeout(300)
    void comesOutAsThePageSays(@TempDir Path directory) throws Exception {
        ConsoleSession session = ConsoleSession.in(directory);
        Path program = directory.resolve("Flights.java");
        List<MatchResult> steps = STEP.matcher(
                        MarkdownPage.read("docs/state.md").text())
                .results()
                .toList();

        assertThat(steps).hasSizeGreaterThan(5);
        for (MatchResult step : steps) {
            String block = step.group(2);
            switch (step.group(1)) {
                case "console" -> assertThat(session.run(block)).matches(ConsoleSession.patternOf(block));
                case "diff" -> Files.writeString(program, ConsoleSession.patch(Files.readString(program), block));
                default -> Files.writeString(program, block);
            }
        }
    }
}
