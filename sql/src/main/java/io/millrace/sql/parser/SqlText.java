/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.parser;

import java.util.Locale;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * A statement as it stands in a script.
 *
 * @param script the whole script
 * @param start where the statement begins, counted in characters of the script
 * @param end where it ends, without its semicolon
 */
public record SqlText(String script, int start, int end) {

    /** A statement that is a script by itself. */
    public static SqlText of(String statement) {
        return new SqlText(statement, 0, statement.length());
    }

    /** Returns the text of the statement. */
    public String text() {
        return script.substring(start, end);
    }

    /** Returns the line of the script in which the statement begins, from 1. */
    public int line() {
        return lineOf(start);
    }

    /** Returns the word that the statement begins with, in upper case. */
    String firstWord() {
        int wordEnd = start;
        while (wordEnd < end && Character.isLetter(script.charAt(wordEnd))) {
            wordEnd++;
        }
        return script.substring(start, wordEnd).toUpperCase(Locale.ROOT);
    }

    /** Returns what follows the first occurrence of a word, outside of comments, strings and quoted names. */
    public String afterWord(String word) {
        return text().substring(new ScriptSplitter(text()).endOfWord(word)).strip();
    }

    /** Returns the place of the first character of the statement, within the statement. */
    SqlParserPos first() {
        return new SqlParserPos(1, 1);
    }

    /** Turns a place within the statement into the place in the script. */
    SqlParserPos inScript(SqlParserPos position) {
        int line = lineOf(start);
        int column = start - startOfLine(start) + 1;
        return new SqlParserPos(
                line + position.getLineNum() - 1,
                shifted(position.getLineNum(), position.getColumnNum(), column),
                line + position.getEndLineNum() - 1,
                shifted(position.getEndLineNum(), position.getEndColumnNum(), column));
    }

    private static int shifted(int line, int column, int firstColumn) {
        return line == 1 ? column + firstColumn - 1 : column;
    }

    private int lineOf(int offset) {
        int line = 1;
        for (int index = 0; index < offset; index++) {
            if (script.charAt(index) == '\n') {
                line++;
            }
        }
        return line;
    }

    private int startOfLine(int offset) {
        return script.lastIndexOf('\n', offset - 1) + 1;
    }
}
