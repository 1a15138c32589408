/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.parser;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the values of variables into a script: of {@code ${NAME}}, or of {@code ${NAME:-DEFAULT}} where it need not have one,
 * anywhere but in comments. In a string or a quoted name, quotes of the value are doubled. {@code $${} stands for
 * {@code ${} itself.
 */
final class ScriptVariables {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_.-]*?)(?::-([^}]*))?}");
    private static final String OPENING = "${";
    private static final String ESCAPED = "$${";

    private final String script;
    private final Map<String, String> values;
    private final StringBuilder replaced = new StringBuilder();
    private int position;
    private char quote; // of what the position is in; 0 for none
    private boolean backslashes;

    private ScriptVariables(String script, Map<String, String> values) {
        this.script = script;
        this.values = values;
    }

    /** @throws SqlException if a variable has no value */
    static String replace(String script, Map<String, String> values) {
        return script.contains(OPENING) ? new ScriptVariables(script, values).replace() : script;
    }

    private String replace() {
        while (position < script.length()) {
            if (script.startsWith(ESCAPED, position)) {
                replaced.append(OPENING);
                position += ESCAPED.length();
            } else if (script.startsWith(OPENING, position)) {
                variable();
            } else if (quote != 0) {
                quoted();
            } else {
                plain();
            }
        }
        return replaced.toString();
    }

    private void variable() {
        Matcher reference = REFERENCE.matcher(script).region(position, script.length());
        if (!reference.lookingAt()) {
            throw wrong(
                    OPENING.length(),
                    "A variable is written as ${name} or ${name:-default}. Write $${ for the two characters themselves.");
        }
        String name = reference.group(1);
        String value = Optional.ofNullable(values.get(name))
                .or(() -> Optional.ofNullable(reference.group(2)))
                .orElseThrow(() -> wrong(
                        reference.group().length(),
                        "There is no variable '" + name + "'." + Proposals.sentence(name, values.keySet())
                                + " Give it with --variable " + name
                                + "=VALUE, or a default as in ${" + name + ":-VALUE}."));
        replaced.append(
                quote == 0
                        ? value
                        : value.replace(
                                String.valueOf(quote), String.valueOf(quote).repeat(2)));
        position = reference.end();
    }

    private SqlException wrong(int length, String reason) {
        return SqlException.of(reason).in(new SqlText(script, position, position + length));
    }

    /** A quote that is doubled ends the text and begins it again. */
    private void quoted() {
        char character = script.charAt(position);
        if (backslashes && character == '\\' && position + 1 < script.length()) {
            copy(2);
            return;
        }
        if (character == quote) {
            quote = 0;
        }
        copy(1);
    }

    private void plain() {
        if (script.startsWith("--", position)) {
            copyTo(script.indexOf('\n', position));
        } else if (script.startsWith("/*", position) && !script.startsWith("/*+", position)) {
            int close = script.indexOf("*/", position);
            copyTo(close < 0 ? close : close + 2);
        } else {
            char character = script.charAt(position);
            if (character == '\'' || character == '`') {
                quote = character;
                backslashes = character == '\'' && isEscapePrefix(position - 1);
            }
            copy(1);
        }
    }

    /** Whether a string is one with backslashes, as in {@code E'a\'b'}. */
    private boolean isEscapePrefix(int before) {
        return before >= 0
                && Character.toUpperCase(script.charAt(before)) == 'E'
                && (before == 0 || !Character.isJavaIdentifierPart(script.charAt(before - 1)));
    }

    private void copyTo(int end) {
        copy((end < 0 ? script.length() : end) - position);
    }

    private void copy(int length) {
        replaced.append(script, position, position + length);
        position += length;
    }
}
