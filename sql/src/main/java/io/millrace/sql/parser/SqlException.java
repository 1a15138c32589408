/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.parser;

import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * A statement that is wrong. The message says what is wrong, where, and what to do about it; {@link #render} shows the line, too.
 *
 * <p>Lines and columns count from 1, as editors do. An error that concerns no place in the text, such as a missing savepoint, has line 0.
 */
public final class SqlException extends RuntimeException {

    private final String reason;
    private final int line;
    private final int column;
    private final int endLine;
    private final int endColumn;
    private final String script;

    private SqlException(String reason, SqlParserPos position, String script) {
        super(withPlace(reason, position.getLineNum(), position.getColumnNum()));
        this.reason = reason;
        this.line = position.getLineNum();
        this.column = position.getColumnNum();
        this.endLine = position.getEndLineNum();
        this.endColumn = position.getEndColumnNum();
        this.script = script;
    }

    /** An error that concerns no place in the text. */
    public static SqlException of(String reason) {
        return new SqlException(reason, SqlParserPos.ZERO, "");
    }

    /** An error at a place in the text of a statement, which {@link #in} turns into one in the script. */
    public static SqlException at(SqlParserPos position, String reason) {
        return new SqlException(reason, position, "");
    }

    /** Returns the same error with its place in the script that the statement is a part of. */
    public SqlException in(SqlText statement) {
        if (!script.isEmpty()) {
            return this;
        }
        SqlParserPos relative = line == 0 ? statement.first() : new SqlParserPos(line, column, endLine, endColumn);
        return moved(statement.inScript(relative), statement.script());
    }

    /** Returns the same error at a place in the text of a statement, unless it has one. */
    public SqlException orAt(SqlParserPos position) {
        return line == 0 ? moved(position, script) : this;
    }

    private SqlException moved(SqlParserPos position, String newScript) {
        SqlException moved = new SqlException(reason, position, newScript);
        moved.setStackTrace(getStackTrace());
        if (getCause() != null) {
            moved.initCause(getCause());
        }
        return moved;
    }

    /** Returns what is wrong, without the place. */
    public String reason() {
        return reason;
    }

    /** Returns the line in the script, from 1, or 0 if there is none. */
    public int line() {
        return line;
    }

    /** Returns the column in the script, from 1, or 0 if there is none. */
    public int column() {
        return column;
    }

    /** Returns the message, and below it the line of the script with carets under what is wrong. */
    public String render() {
        if (script.isEmpty() || line == 0) {
            return placed();
        }
        String text = script.lines().skip(line - 1L).findFirst().orElse("");
        int carets = endLine == line ? Math.max(1, endColumn - column + 1) : Math.max(1, text.length() - column + 1);
        int before = Math.min(column - 1, text.length());
        // Tabs stay tabs, or the carets would stand elsewhere than in the editor.
        String indent = text.substring(0, before).replaceAll("[^\t]", " ");
        return placed() + "\n  " + text + "\n  " + indent + "^".repeat(carets);
    }

    private String placed() {
        return withPlace(reason, line, column);
    }

    private static String withPlace(String reason, int line, int column) {
        return line == 0 ? reason : "line " + line + ", column " + column + ": " + reason;
    }
}
