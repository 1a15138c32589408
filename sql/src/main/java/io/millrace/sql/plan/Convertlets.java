/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import io.millrace.sql.function.JsonFunctions;
import io.millrace.sql.parser.SqlException;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlJsonValueReturning;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUtil;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;
import org.jspecify.annotations.Nullable;

/** How calls become expressions, where that is not as Calcite has it. */
final class Convertlets implements SqlRexConvertletTable {

    private final @Nullable String database;

    /**
     * Makes them for a statement.
     *
     * @param database what CURRENT_DATABASE is; null where no database is current
     */
    Convertlets(@Nullable String database) {
        this.database = database;
    }

    @Override
    public @Nullable SqlRexConvertlet get(SqlCall call) {
        if (call.getKind() == SqlKind.CAST || call.getKind() == SqlKind.SAFE_CAST) {
            return Convertlets::cast;
        }
        return switch (call.getOperator().getName()) {
            case "CURRENT_DATABASE" -> this::currentDatabase;
            case "SUBSTRING" -> Convertlets::substring;
            case "JSON_VALUE" -> Convertlets::jsonValue;
            case "JSON_QUERY" -> Convertlets::jsonQuery;
            default -> StandardConvertletTable.INSTANCE.get(call);
        };
    }

    private RexNode currentDatabase(SqlRexContext context, SqlCall call) {
        if (database == null) {
            throw SqlException.at(
                    call.getParserPosition(),
                    "CURRENT_DATABASE is for queries: which database is current, a table's columns cannot tell.");
        }
        RelDataType type = context.getValidator().getValidatedNodeType(call);
        return context.getRexBuilder().makeLiteral(database, type, true);
    }

    /** A number that a DECIMAL has no room for becomes null; arrays, maps and rows become texts, and rows, wherever they are within a value, the rows that are named. */
    private static RexNode cast(SqlRexContext context, SqlCall call) {
        RelDataType type = context.getValidator().getValidatedNodeTypeIfKnown(call);
        RelDataType from = context.getValidator().getValidatedNodeTypeIfKnown(call.operand(0));
        if (type == null || from == null) {
            return standard(context, call); // made while the statement was rewritten
        }
        if (isNested(from) && (SqlTypeUtil.isCharacter(type) || QueryValidator.holdsRows(type))) {
            boolean isSafe = call.getKind() == SqlKind.SAFE_CAST;
            return context.getRexBuilder().makeAbstractCast(type, context.convertExpression(call.operand(0)), isSafe);
        }
        if (isNested(type) && SqlUtil.isNullLiteral(call.operand(0), false)) {
            return context.getRexBuilder().makeNullLiteral(type); // Calcite would forget which fields are NOT NULL
        }
        RexNode converted = standard(context, call);
        if (!type.isNullable() || converted.getType().isNullable()) {
            return converted;
        }
        RexNode operand = converted instanceof RexCall cast && cast.getKind() == SqlKind.CAST
                ? cast.getOperands().get(0)
                : converted;
        return context.getRexBuilder().makeAbstractCast(type, operand, false);
    }

    private static boolean isNested(RelDataType type) {
        return type.isStruct() || type.getComponentType() != null || type.getKeyType() != null;
    }

    private static RexNode standard(SqlRexContext context, SqlCall call) {
        SqlRexConvertlet standard = StandardConvertletTable.INSTANCE.get(call);
        if (standard == null) {
            throw new IllegalStateException("There is no way to convert " + call.getOperator());
        }
        return standard.convertCall(context, call);
    }

    private static RexNode substring(SqlRexContext context, SqlCall call) {
        RexNode converted = standard(context, call);
        RelDataType type = context.getValidator().getValidatedNodeTypeIfKnown(call);
        return converted instanceof RexCall substring
                        && type != null
                        && type.isNullable()
                        && !converted.getType().isNullable()
                ? context.getRexBuilder().makeCall(type, substring.getOperator(), substring.getOperands())
                : converted;
    }

    private static RexNode jsonValue(SqlRexContext context, SqlCall call) {
        List<SqlNode> operands = new ArrayList<>(call.getOperandList());
        int returning = JsonFunctions.RETURNING_OF_VALUE;
        if (operands.size() > returning
                && operands.get(returning) instanceof SqlLiteral literal
                && literal.getValue() instanceof SqlJsonValueReturning) {
            operands.subList(returning, returning + 2).clear();
        }
        return json(context, call, operands);
    }

    private static RexNode jsonQuery(SqlRexContext context, SqlCall call) {
        int operands = Math.min(call.operandCount(), JsonFunctions.TYPE_OF_QUERY);
        return json(context, call, call.getOperandList().subList(0, operands));
    }

    /** What to return is the type of the call, and no operand. */
    private static RexNode json(SqlRexContext context, SqlCall call, List<SqlNode> operands) {
        List<RexNode> converted =
                operands.stream().map(context::convertExpression).toList();
        RelDataType type = context.getValidator().getValidatedNodeType(call);
        return context.getRexBuilder().makeCall(type, call.getOperator(), converted);
    }
}
