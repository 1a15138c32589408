/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.ddl;

import io.millrace.sql.catalog.Column;
import io.millrace.sql.catalog.PrimaryKey;
import io.millrace.sql.catalog.Watermark;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.parser.SqlPrinter;
import io.millrace.sql.plan.DataTypes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.flink.sql.parser.ddl.SqlTableColumn;
import org.apache.flink.sql.parser.ddl.SqlWatermark;
import org.apache.flink.sql.parser.ddl.constraint.SqlTableConstraint;

/** From the syntax of columns, keys and watermarks to drafts of them. */
final class SchemaSyntax {

    private final RelDataTypeFactory types;

    SchemaSyntax(RelDataTypeFactory types) {
        this.types = types;
    }

    ColumnDraft column(SqlNode node) {
        if (!(node instanceof SqlTableColumn column)) {
            throw SqlException.at(node.getParserPosition(), "The column '" + node + "' has no type.");
        }
        SqlParserPos position = column.getName().getParserPosition();
        String name = simple(column.getName());
        Optional<String> comment = Optional.ofNullable(column.getComment());
        if (column instanceof SqlTableColumn.SqlComputedColumn computed) {
            String text = SqlPrinter.print(computed.getExpr());
            Column draft = new Column.Computed(name, types.createSqlType(SqlTypeName.NULL), text, comment);
            return new ColumnDraft(position, draft, Optional.of(computed.getExpr()));
        }
        if (column instanceof SqlTableColumn.SqlMetadataColumn metadata) {
            Column draft = new Column.Metadata(
                    name,
                    DataTypes.derive(metadata.getType(), types),
                    metadata.getMetadataAlias(),
                    metadata.isVirtual(),
                    comment);
            return new ColumnDraft(position, draft, Optional.empty());
        }
        SqlTableColumn.SqlRegularColumn physical = (SqlTableColumn.SqlRegularColumn) column;
        return new ColumnDraft(
                position,
                new Column.Physical(name, DataTypes.derive(physical.getType(), types), comment),
                Optional.empty());
    }

    SchemaDraft.WatermarkDraft watermark(SqlWatermark syntax) {
        SqlIdentifier column = syntax.getEventTimeColumnName();
        SqlNode expression = syntax.getWatermarkStrategy();
        return new SchemaDraft.WatermarkDraft(
                column.getParserPosition(),
                new Watermark(simple(column), SqlPrinter.print(expression)),
                Optional.of(expression));
    }

    /** Returns the primary key among constraints, of which there may be no other. */
    static Optional<PrimaryKey> primaryKey(List<SqlTableConstraint> constraints) {
        Optional<PrimaryKey> key = Optional.empty();
        for (SqlTableConstraint constraint : constraints) {
            SqlParserPos position = constraint.getParserPosition();
            if (!constraint.isPrimaryKey()) {
                throw SqlException.at(position, "UNIQUE is not supported; declare a PRIMARY KEY.");
            }
            if (constraint.isEnforced()) {
                throw SqlException.at(
                        position,
                        "A primary key must be declared NOT ENFORCED: nobody checks it, the table's owner vouches for it.");
            }
            if (key.isPresent()) {
                throw SqlException.at(position, "A table has one primary key.");
            }
            List<String> columns = Arrays.asList(constraint.getColumnNames());
            key = Optional.of(constraint
                    .getConstraintName()
                    .map(name -> new PrimaryKey(name, columns))
                    .orElseGet(() -> PrimaryKey.unnamed(columns)));
        }
        return key;
    }

    private static String simple(SqlIdentifier identifier) {
        if (!identifier.isSimple()) {
            throw SqlException.at(
                    identifier.getParserPosition(),
                    "The name of a column has one part; fields within columns are no columns.");
        }
        return identifier.getSimple();
    }
}
