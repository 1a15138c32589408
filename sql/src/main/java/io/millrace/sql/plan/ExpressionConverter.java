/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import io.millrace.sql.parser.SqlException;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.Convention;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql2rel.SqlToRelConverter;

/** Validates and converts expressions over the columns of a row, such as those of computed columns and watermarks. */
public final class ExpressionConverter {

    private static final String ROW = "$row";

    private final RelOptCluster cluster;
    private final SqlOperatorTable functions;

    /** A converter whose expressions become part of a plan. */
    ExpressionConverter(RelOptCluster cluster, SqlOperatorTable functions) {
        this.cluster = cluster;
        this.functions = functions;
    }

    /** A converter for expressions that are only looked at. */
    public static ExpressionConverter create(RelDataTypeFactory types, SqlOperatorTable functions) {
        return new ExpressionConverter(PlanCluster.create(types), functions);
    }

    /**
     * Converts an expression. Its syntax must not be used afterwards, as validation changes it.
     *
     * @throws SqlException at the place of what is wrong
     */
    public RexNode convert(SqlNode expression, RelDataType row) {
        PlanTable table = new PlanTable(List.of(ROW), row, this, (self, context) -> new Row(context.getCluster(), row));
        CatalogReader reader = new CatalogReader(
                CatalogSchemas.ofTable(ROW, table.asSchemaTable()), List.of(List.of()), cluster.getTypeFactory());
        SqlValidator validator = new QueryValidator(functions, reader, cluster.getTypeFactory());
        SqlNode query = select(expression);
        try {
            SqlNode validated = validator.validate(query);
            SqlToRelConverter converter = Conversion.converter(validator, reader, cluster);
            return only(converter.convertQuery(validated, false, true).project(), expression);
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            throw ValidationErrors.translate(e, new NameHints(row.getFieldNames()));
        }
    }

    /** Where the row comes from that the expression is computed of. Nothing is known of it, or constants would be computed at once. */
    private static final class Row extends AbstractRelNode {
        Row(RelOptCluster cluster, RelDataType row) {
            super(cluster, cluster.traitSetOf(Convention.NONE));
            rowType = row;
        }
    }

    private static RexNode only(RelNode node, SqlNode expression) {
        if (node instanceof Project project && project.getInput() instanceof Row) {
            return project.getProjects().get(0);
        }
        if (node instanceof Row) {
            // A projection to what is there already is left out.
            return RexInputRef.of(0, node.getRowType());
        }
        throw SqlException.at(
                expression.getParserPosition(),
                "An expression over a table's columns is computed of one row: it has no aggregates, sub-queries or windows.");
    }

    private static SqlNode select(SqlNode expression) {
        SqlParserPos position = expression.getParserPosition();
        List<SqlNode> columns = new ArrayList<>(List.of(expression));
        return new SqlSelect(
                position,
                null,
                new SqlNodeList(columns, position),
                new SqlIdentifier(ROW, position),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
