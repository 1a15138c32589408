/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.runtime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Functions of regular expressions, in the syntax of Java. Each thread remembers the patterns it met last. */
public final class Regexes {

    private static final Recent<TextSearch> SEARCHES = new Recent<>(TextSearch::new);

    private Regexes() {}

    static Pattern pattern(String regex) {
        return SEARCHES.of(regex).pattern();
    }

    /** REGEXP: whether the expression is found in the text. False for an empty expression, and for one that is none. */
    public static boolean find(String text, String regex) {
        try {
            return !regex.isEmpty() && SEARCHES.of(regex).find(text) != null;
        } catch (PatternSyntaxException notRegex) {
            return false;
        }
    }

    /** REGEXP_EXTRACT of the whole match. */
    public static @Nullable String extract(String text, String regex) {
        return extract(text, regex, 0);
    }

    /** REGEXP_EXTRACT of a group; null where nothing matches, there is no such group, or the expression is none. */
    public static @Nullable String extract(String text, String regex, int group) {
        try {
            TextSearch search = SEARCHES.of(regex);
            Matcher found = group >= 0 && group <= search.groupCount() ? search.find(text) : null;
            return found == null ? null : found.group(group);
        } catch (PatternSyntaxException notRegex) {
            return null;
        }
    }

    /** REGEXP_REPLACE of all matches by a text that is taken as it is; null where the expression is none. */
    public static @Nullable String replace(String text, String regex, String replacement) {
        try {
            return pattern(regex).matcher(text).replaceAll(Matcher.quoteReplacement(replacement));
        } catch (PatternSyntaxException notRegex) {
            return null;
        }
    }

    private static @Nullable Matcher matcher(String text, String regex) {
        try {
            return pattern(regex).matcher(text);
        } catch (PatternSyntaxException notRegex) {
            return null;
        }
    }

    /** REGEXP_COUNT: how often the expression is found; null where it is none. */
    public static @Nullable Integer count(String text, String regex) {
        Matcher matcher = matcher(text, regex);
        return matcher == null ? null : (int) matcher.results().count();
    }

    /** REGEXP_INSTR: where the expression is found, from 1, or 0; null where it is none. */
    public static @Nullable Integer position(String text, String regex) {
        try {
            Matcher found = SEARCHES.of(regex).find(text);
            return found == null ? 0 : found.start() + 1;
        } catch (PatternSyntaxException notRegex) {
            return null;
        }
    }

    /** REGEXP_SUBSTR: what the expression finds first; null where it finds nothing, or is none. */
    public static @Nullable String substring(String text, String regex) {
        return extract(text, regex, 0);
    }

    /** REGEXP_EXTRACT_ALL of the first group. */
    public static @Nullable List<@Nullable Object> extractAll(String text, String regex) {
        return extractAll(text, regex, 1);
    }

    /** REGEXP_EXTRACT_ALL of a group; null where there is no such group, or the expression is none. */
    public static @Nullable List<@Nullable Object> extractAll(String text, String regex, int group) {
        Matcher matcher = matcher(text, regex);
        if (matcher == null || group < 0 || group > matcher.groupCount()) {
            return null;
        }
        List<@Nullable Object> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(matcher.group(group));
        }
        return Collections.unmodifiableList(found);
    }
}
