/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.runtime;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A search for the first match of a regular expression. Where all matches have a text in common near their begin, that is looked for first, which is many times
 * quicker, and the expression is tried from there on:
 *
 * <pre>
 *  (&amp;|^)channel_id=([^&amp;]*)       common: "channel_id=", at most 1 character after the begin of a match
 * </pre>
 *
 * <p>For one thread.
 */
final class TextSearch {
    private static final String PLAIN = "_=&-/:;,@#%~ ";
    private static final String QUANTIFIERS = "*+?{";

    private final Pattern pattern;
    private final Matcher matcher;
    private final String common;
    private final int ahead;

    /** @throws java.util.regex.PatternSyntaxException if the text is no regular expression */
    TextSearch(String regex) {
        this.pattern = Pattern.compile(regex);
        this.matcher = pattern.matcher("");
        Prefix prefix = new Prefix(regex);
        this.common = prefix.common;
        this.ahead = prefix.ahead;
    }

    Pattern pattern() {
        return pattern;
    }

    int groupCount() {
        return matcher.groupCount();
    }

    /** Returns the first match in a text, until the next search; null if there is none. */
    @Nullable
    Matcher find(String text) {
        int at = text.indexOf(common);
        if (at < 0) {
            return null;
        }
        matcher.reset(text);
        return matcher.find(Math.max(0, at - ahead)) ? matcher : null;
    }

    /** What an expression begins with, as far as it is plain: groups of plain alternatives, and then a plain text. */
    private static final class Prefix {
        private final String regex;
        private int position;
        private String common = "";
        private int ahead;

        Prefix(String regex) {
            this.regex = regex;
            while (passGroup()) {
                // what groups have is ahead of what comes behind them
            }
            String text = text();
            // an alternative to all of it, wherever it stands, need not have the text
            if (regex.indexOf('|', position) < 0) {
                common = text;
            }
        }

        private boolean passGroup() {
            int end = regex.indexOf(')', position);
            if (end < 0 || regex.charAt(position) != '(' || isQuantified(end + 1)) {
                return false;
            }
            int begin = position + (regex.startsWith("?:", position + 1) ? 3 : 1);
            int longest = 0;
            int length = 0;
            for (int at = begin; at < end; at++) {
                char character = regex.charAt(at);
                if (isPlain(character)) {
                    length++;
                } else if (character == '|') {
                    length = 0;
                } else if (character != '^') {
                    return false;
                }
                longest = Math.max(longest, length);
            }
            ahead += longest;
            position = end + 1;
            return true;
        }

        /** Takes the plain text at the position. */
        private String text() {
            int end = position;
            while (end < regex.length() && isPlain(regex.charAt(end)) && !isQuantified(end + 1)) {
                end++;
            }
            String text = regex.substring(position, end);
            position = end;
            return text;
        }

        private boolean isQuantified(int end) {
            return end < regex.length() && QUANTIFIERS.indexOf(regex.charAt(end)) >= 0;
        }

        private static boolean isPlain(char character) {
            return (character < 0x80 && Character.isLetterOrDigit(character)) || PLAIN.indexOf(character) >= 0;
        }
    }
}
