/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.parser;

import java.util.Optional;
import org.apache.calcite.sql.parser.SqlParserPos;

/** A word, a quoted piece or a single character of a statement, and where it stands. */
record Lexeme(String text, int offset, SqlParserPos position) {

    /** Returns what begins at a place. The text is empty at the end of the statement. */
    static Lexeme at(String statement, int line, int column) {
        int offset = 0;
        for (int seen = 1; seen < line; seen++) {
            int newline = statement.indexOf('\n', offset);
            offset = newline < 0 ? statement.length() : newline + 1;
        }
        return from(statement, Math.min(statement.length(), offset + Math.max(0, column - 1)));
    }

    private static Lexeme from(String statement, int offset) {
        int end = offset;
        if (end < statement.length()) {
            char first = statement.charAt(end);
            if (first == '\'' || first == '`') {
                int close = statement.indexOf(first, end + 1);
                end = close < 0 ? statement.length() : close + 1;
            } else if (Character.isJavaIdentifierPart(first)) {
                while (end < statement.length() && Character.isJavaIdentifierPart(statement.charAt(end))) {
                    end++;
                }
            } else {
                end++;
            }
        }
        return new Lexeme(statement.substring(offset, end), offset, position(statement, offset, end));
    }

    private static SqlParserPos position(String statement, int offset, int end) {
        int line = (int) statement
                        .substring(0, offset)
                        .chars()
                        .filter(each -> each == '\n')
                        .count()
                + 1;
        int column = offset - statement.lastIndexOf('\n', offset - 1);
        return new SqlParserPos(line, column, line, column + Math.max(1, end - offset) - 1);
    }

    /** Returns the word that ends before this one, if nothing but white space lies between. */
    Optional<Lexeme> previous(String statement) {
        int end = offset;
        while (end > 0 && Character.isWhitespace(statement.charAt(end - 1))) {
            end--;
        }
        int start = end;
        while (start > 0 && Character.isJavaIdentifierPart(statement.charAt(start - 1))) {
            start--;
        }
        return start == end ? Optional.empty() : Optional.of(from(statement, start));
    }

    /** Returns where the next thing begins after the white space that follows this one. */
    int end(String statement) {
        int end = offset + text.length();
        while (end < statement.length() && Character.isWhitespace(statement.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Returns what follows this one. */
    Lexeme next(String statement) {
        return from(statement, end(statement));
    }

    boolean isWord() {
        return !text.isEmpty() && Character.isJavaIdentifierStart(text.charAt(0));
    }
}
