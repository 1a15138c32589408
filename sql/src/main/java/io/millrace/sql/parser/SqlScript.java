/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.parser;

import java.util.List;
import java.util.Map;

/**
 * A text of statements that semicolons end, as {@code EXECUTE STATEMENT SET BEGIN ... END} does not within. Semicolons in comments, strings
 * and quoted names end nothing, and what is only comments is no statement.
 */
public final class SqlScript {

    private final String text;
    private final List<SqlText> statements;

    private SqlScript(String text, List<SqlText> statements) {
        this.text = text;
        this.statements = List.copyOf(statements);
    }

    /**
     * Splits a text.
     *
     * @throws SqlException if a string, a quoted name or a comment never ends
     */
    public static SqlScript of(String text) {
        return new SqlScript(text, new ScriptSplitter(text).split());
    }

    /**
     * Splits a text in which {@code ${NAME}} and {@code ${NAME:-DEFAULT}} stand for values, but in comments.
     *
     * @param variables values by name
     * @throws SqlException if a variable has no value; or as {@link #of(String)} does
     */
    public static SqlScript of(String text, Map<String, String> variables) {
        return of(ScriptVariables.replace(text, variables));
    }

    /** Whether each statement of a text has its semicolon, and no string, quoted name or comment is left open. */
    public static boolean isComplete(String text) {
        try {
            return new ScriptSplitter(text).endsBetweenStatements();
        } catch (SqlException open) {
            return false;
        }
    }

    /** Returns the whole text. */
    public String text() {
        return text;
    }

    /** Returns the statements in their order, without what lies between them. */
    public List<SqlText> statements() {
        return statements;
    }
}
