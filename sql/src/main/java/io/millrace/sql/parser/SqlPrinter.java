/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.parser;

import org.apache.calcite.sql.SqlDialect;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** From syntax back to text that means the same. */
public final class SqlPrinter {

    private static final SqlDialect DIALECT = new Dialect();

    private SqlPrinter() {}

    /** Returns an expression in one line, with every name quoted. */
    public static String print(SqlNode node) {
        return node.toSqlString(config -> config.withDialect(DIALECT)
                        .withAlwaysUseParentheses(false)
                        .withSelectListItemsOnSeparateLines(false)
                        .withUpdateSetListNewline(false)
                        .withClauseStartsLine(false)
                        .withIndentation(0)
                        .withQuoteAllIdentifiers(true))
                .getSql();
    }

    /** Returns a string as it is written in a statement. */
    public static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Names in backticks, and strings as they are, whatever their characters. */
    private static final class Dialect extends SqlDialect {
        Dialect() {
            super(EMPTY_CONTEXT
                    .withDatabaseProduct(DatabaseProduct.UNKNOWN)
                    .withLiteralQuoteString("'")
                    .withLiteralEscapedQuoteString("''")
                    .withIdentifierQuoteString("`"));
        }

        @Override
        public void quoteStringLiteral(StringBuilder text, @Nullable String charsetName, String value) {
            text.append(quoted(value));
        }
    }
}
