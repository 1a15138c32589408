/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import io.millrace.sql.type.TypeNames;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;

/** Expressions as a person would write them, with the names of the columns, for comments and errors. What is nested too deeply is left out. */
public final class ExpressionText {

    private static final int MAX_DEPTH = 12;
    private static final int MAX_LENGTH = 1000;
    private static final String REST = "...";

    private final RelDataType row;
    private int depth;

    /** @param row what references to columns mean */
    public ExpressionText(RelDataType row) {
        this.row = row;
    }

    /** Returns an expression as text. */
    public String of(RexNode node) {
        if (depth == MAX_DEPTH && node instanceof RexCall) {
            return REST;
        }
        depth++;
        String text = whole(node);
        depth--;
        return text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) + REST : text;
    }

    private String whole(RexNode node) {
        if (node instanceof RexInputRef input) {
            return row.getFieldNames().get(input.getIndex());
        } else if (node instanceof RexLiteral literal) {
            return literal(literal);
        } else if (node instanceof RexFieldAccess access) {
            return of(access.getReferenceExpr()) + "." + access.getField().getName();
        } else if (node instanceof RexCall call) {
            return call(call);
        }
        return node.toString();
    }

    private static String literal(RexLiteral literal) {
        if (literal.getValue() instanceof NlsString text) {
            return "'" + text.getValue().replace("'", "''") + "'";
        } else if (literal.isNull()) {
            return "null";
        }
        return switch (literal.getTypeName()) {
            case DATE -> "DATE '" + literal.getValueAs(DateString.class) + "'";
            case TIME -> "TIME '" + literal.getValueAs(TimeString.class) + "'";
            case TIMESTAMP -> "TIMESTAMP '" + literal.getValueAs(TimestampString.class) + "'";
            default -> String.valueOf(literal.getValue());
        };
    }

    private String call(RexCall call) {
        List<RexNode> operands = call.getOperands();
        String name = call.getOperator().getName();
        if (call.getKind() == SqlKind.CASE) {
            return cases(operands);
        } else if (call.getKind() == SqlKind.CAST || call.getKind() == SqlKind.SAFE_CAST) {
            return name + "(" + of(operands.get(0)) + " AS " + TypeNames.description(call.getType()) + ")";
        }
        SqlSyntax syntax = call.getOperator().getSyntax();
        if (call.getKind() == SqlKind.LIKE || call.getKind() == SqlKind.SIMILAR) {
            String escape = operands.size() > 2 ? " ESCAPE " + operand(operands.get(2)) : "";
            return operand(operands.get(0)) + " " + name + " " + operand(operands.get(1)) + escape;
        } else if (syntax == SqlSyntax.BINARY && operands.size() > 1) {
            return operands.stream().map(this::operand).collect(Collectors.joining(" " + name + " "));
        } else if (syntax == SqlSyntax.POSTFIX) {
            return operand(operands.get(0)) + " " + name;
        } else if (syntax == SqlSyntax.PREFIX) {
            return name + " " + operand(operands.get(0));
        }
        return name + operands.stream().map(this::of).collect(Collectors.joining(", ", "(", ")"));
    }

    private String operand(RexNode node) {
        boolean isOperator = node instanceof RexCall call && call.getOperator().getSyntax() == SqlSyntax.BINARY;
        return isOperator ? "(" + of(node) + ")" : of(node);
    }

    private String cases(List<RexNode> operands) {
        StringBuilder text = new StringBuilder("CASE");
        for (int index = 0; index + 1 < operands.size(); index += 2) {
            text.append(" WHEN ")
                    .append(of(operands.get(index)))
                    .append(" THEN ")
                    .append(of(operands.get(index + 1)));
        }
        return text.append(" ELSE ")
                .append(of(operands.get(operands.size() - 1)))
                .append(" END")
                .toString();
    }
}
