/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import io.millrace.sql.catalog.Column;
import io.millrace.sql.catalog.TableDefinition;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.type.ImplicitCasts;
import io.millrace.sql.type.TypeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * Makes the rows of a query those of a table: each column in its place, cast where that needs no CAST, null where the statement gives none.
 *
 * @param provided the columns of the table that the query's columns are for, one for one
 * @param queryNames what the query calls its columns
 * @param position of the query
 */
record SinkProjection(
        TableDefinition table,
        Map<String, String> staticPartitions,
        List<String> provided,
        List<String> queryNames,
        SqlParserPos position) {

    RelNode above(RelNode query) {
        if (query.getRowType().getFieldCount() != provided.size()) {
            throw mismatch(
                    query,
                    "The query has " + counted(query.getRowType().getFieldCount()) + ", and " + counted(provided.size())
                            + " of " + table.path() + " are to be written.");
        }
        List<RexNode> expressions = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Column column : table.writtenColumns()) {
            expressions.add(value(column, query));
            names.add(column.name());
        }
        return LogicalProject.create(query, List.of(), expressions, names, Set.of());
    }

    private RexNode value(Column column, RelNode query) {
        RexBuilder builder = query.getCluster().getRexBuilder();
        String partition = staticPartitions.get(column.name());
        if (partition != null) {
            return staticValue(column, partition, builder);
        }
        int index = provided.indexOf(column.name());
        if (index < 0) {
            return missing(column, builder);
        }
        RexNode input = builder.makeInputRef(query, index);
        if (!ImplicitCasts.allowed(input.getType(), column.type())) {
            throw mismatch(
                    query,
                    "The column '" + column.name() + "' of " + table.path() + " is " + TypeNames.summary(column.type())
                            + ", and the query gives " + TypeNames.summary(input.getType())
                            + ". Write CAST(... AS " + TypeNames.description(column.type()) + ") if that is meant.");
        }
        return cast(input, column.type(), builder);
    }

    static RexNode staticValue(Column column, String text, RexBuilder builder) {
        return builder.makeCast(column.type(), builder.makeLiteral(text));
    }

    private RexNode missing(Column column, RexBuilder builder) {
        if (!column.type().isNullable()) {
            throw SqlException.at(
                    position,
                    "The column '" + column.name() + "' of " + table.path()
                            + " is NOT NULL, and the statement gives it no value.");
        }
        return builder.makeNullLiteral(column.type());
    }

    /** A null for a column that is NOT NULL is found when the statement runs. */
    private static RexNode cast(RexNode input, RelDataType type, RexBuilder builder) {
        RelDataType target = builder.getTypeFactory()
                .createTypeWithNullability(type, input.getType().isNullable());
        return SqlTypeUtil.equalSansNullability(builder.getTypeFactory(), input.getType(), target)
                ? input
                : builder.makeAbstractCast(SqlParserPos.ZERO, target, input, false);
    }

    private SqlException mismatch(RelNode query, String reason) {
        String querySchema = describe(queryNames, query.getRowType());
        String tableSchema = table.writtenColumns().stream()
                .filter(column -> provided.contains(column.name()))
                .map(column -> column.name() + ": " + TypeNames.summary(column.type()))
                .collect(Collectors.joining(", ", "[", "]"));
        return SqlException.at(position, reason + "\n  Query: " + querySchema + "\n  Table: " + tableSchema);
    }

    private static String describe(List<String> names, RelDataType row) {
        List<String> fields = new ArrayList<>();
        for (int index = 0; index < names.size(); index++) {
            fields.add(names.get(index) + ": "
                    + TypeNames.summary(row.getFieldList().get(index).getType()));
        }
        return "[" + String.join(", ", fields) + "]";
    }

    private static String counted(int columns) {
        return columns == 1 ? "1 column" : columns + " columns";
    }
}
