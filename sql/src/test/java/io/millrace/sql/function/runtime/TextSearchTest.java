/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextSearchTest {
    private static final String LETTERS = "aab=&c^x";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(&|^)ab=([^&]*)",
                "(?:&|^)ab=",
                "(a)(b|ba)c",
                "ab",
                "ab*",
                "ab?c",
                "a{2}",
                "(a)+b",
                "(a|b)?c",
                "ab|c",
                "(ab|c)",
                "(a|)b",
                "^ab",
                "(^)ab",
                "ab$",
                "(?i)AB",
                "a(?i)B",
                "(a(b)c)",
                "(a)\\1",
                "[ab]c",
                "a.c",
                ".*ab",
                "\\Qab\\E",
                "(?<=a)b",
                "\\bab",
                "a\\b",
                "",
                "()",
                "(|a)b|c"
            })
    void findsWhatTheExpressionAloneFinds(String regex) {
        TextSearch search = new TextSearch(regex);
        Pattern pattern = Pattern.compile(regex);
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(10); length > 0; length--) {
                text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            Matcher expected = pattern.matcher(text);
            Matcher found = search.find(text.toString());
            assertEquals(expected.find() ? groups(expected) : List.of(), found == null ? List.of() : groups(found));
        }
    }

    private static List<String> groups(Matcher match) {
        StringBuilder groups = new StringBuilder();
        for (int group = 0; group <= match.groupCount(); group++) {
            groups.append(match.start(group))
                    .append('-')
                    .append(match.end(group))
                    .append(' ');
        }
        return List.of(groups.toString());
    }

    @Test
    void startsAnewWithEachText() {
        TextSearch search = new TextSearch("(b)|a");

        assertEquals("b", search.find("bb").group());
        assertEquals("a", search.find("ca").group());
    }
}
