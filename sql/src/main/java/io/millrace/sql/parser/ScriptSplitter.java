/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.parser;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One pass over a script, which finds where its statements begin and end. */
final class ScriptSplitter {

    private static final List<String> SET = List.of("STATEMENT", "SET");

    private final String script;
    private final List<SqlText> statements = new ArrayList<>();

    /** The words since the last semicolon, as far as they can matter, in upper case. */
    private final List<String> words = new ArrayList<>();

    private int position;
    private int start = -1;
    private int end;
    private boolean inSet;

    ScriptSplitter(String script) {
        this.script = script;
    }

    List<SqlText> split() {
        while (position < script.length()) {
            step();
        }
        finish();
        return statements;
    }

    /** Whether nothing is left behind the last semicolon. */
    boolean endsBetweenStatements() {
        while (position < script.length()) {
            step();
        }
        return start < 0;
    }

    /** Returns where the first occurrence of a word ends, or the end of the text if there is none. */
    int endOfWord(String word) {
        while (position < script.length()) {
            int before = position;
            step();
            if (script.substring(before, position).equalsIgnoreCase(word)) {
                return position;
            }
        }
        return position;
    }

    private void step() {
        char character = script.charAt(position);
        if (Character.isWhitespace(character)) {
            position++;
        } else if (script.startsWith("--", position)) {
            skipLine();
        } else if (script.startsWith("/*", position) && !script.startsWith("/*+", position)) {
            skipComment();
        } else if (character == ';') {
            semicolon();
        } else {
            token(character);
        }
    }

    private void token(char character) {
        if (start < 0) {
            start = position;
        }
        if (character == '\'' || character == '`') {
            skipQuoted(character, false);
        } else if (Character.isJavaIdentifierStart(character)) {
            word();
        } else {
            position++;
        }
        end = position;
    }

    private void word() {
        int from = position;
        while (position < script.length() && Character.isJavaIdentifierPart(script.charAt(position))) {
            position++;
        }
        String word = script.substring(from, position).toUpperCase(Locale.ROOT);
        if (word.equals("E") && position < script.length() && script.charAt(position) == '\'') {
            skipQuoted('\'', true);
        }
        if (words.size() < 8) {
            words.add(word);
        }
        if (opensSet()) {
            inSet = true;
            words.clear();
        }
    }

    private boolean opensSet() {
        int count = words.size();
        if (inSet || count < 3) {
            return false;
        }
        boolean execute = words.get(count - 1).equals("BEGIN")
                && words.subList(count - 3, count - 1).equals(SET);
        return execute || words.equals(List.of("BEGIN", "STATEMENT", "SET"));
    }

    private void semicolon() {
        if (inSet && !words.equals(List.of("END"))) {
            position++;
            end = position;
            words.clear();
            return;
        }
        finish();
        position++;
    }

    private void finish() {
        if (start >= 0) {
            statements.add(new SqlText(script, start, end));
        }
        start = -1;
        inSet = false;
        words.clear();
    }

    private void skipLine() {
        int newline = script.indexOf('\n', position);
        position = newline < 0 ? script.length() : newline + 1;
    }

    private void skipComment() {
        int close = script.indexOf("*/", position + 2);
        if (close < 0) {
            throw unclosed(position, "This comment has no end; close it with */.");
        }
        position = close + 2;
    }

    private void skipQuoted(char quote, boolean backslashes) {
        int open = position++;
        while (position < script.length()) {
            char character = script.charAt(position);
            if (backslashes && character == '\\') {
                position += 2;
            } else if (character != quote) {
                position++;
            } else if (position + 1 < script.length() && script.charAt(position + 1) == quote) {
                position += 2;
            } else {
                position++;
                return;
            }
        }
        position = script.length();
        throw unclosed(
                open,
                quote == '`'
                        ? "This quoted name has no end; close it with `."
                        : "This string has no end; close it with '.");
    }

    private SqlException unclosed(int offset, String reason) {
        return SqlException.of(reason).in(new SqlText(script, offset, script.length()));
    }
}
