/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.ddl;

import io.millrace.sql.catalog.Column;
import io.millrace.sql.parser.StatementParser;
import java.util.Optional;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * A column of a table that is being defined. The type of a computed one is not known before the others are.
 *
 * @param position where the statement has it; nowhere if it was there before
 * @param syntax the expression of a computed column as the statement has it
 */
record ColumnDraft(SqlParserPos position, Column column, Optional<SqlNode> syntax) {

    static ColumnDraft existing(Column column) {
        return new ColumnDraft(SqlParserPos.ZERO, column, Optional.empty());
    }

    /** Returns the expression of a computed column, which validation may change. */
    SqlNode expression(Column.Computed computed) {
        return syntax.orElseGet(() -> StatementParser.parseExpression(computed.expression()));
    }

    String name() {
        return column.name();
    }
}
