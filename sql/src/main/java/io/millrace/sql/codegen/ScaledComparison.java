/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * A comparison of a whole number, or of its product with a decimal, with a decimal: {@code 0.908 * price > 1000000} asks whether {@code price > 1101321}. Nobody has to compute a decimal for that.
 */
final class ScaledComparison {
    private final String operator;
    private final RexNode number;
    private final BigDecimal bound;

    private ScaledComparison(String operator, RexNode number, BigDecimal bound) {
        this.operator = operator;
        this.number = number;
        this.bound = bound;
    }

    /** Returns the comparison with a whole number that means the same; null where there is none. */
    static @Nullable Value generate(Body body, String operator, RexCall call) {
        RexNode left = call.getOperands().get(0);
        RexNode right = call.getOperands().get(1);
        ScaledComparison found = of(operator, left, right);
        if (found == null) {
            found = of(mirrored(operator), right, left);
        }
        return found == null ? null : found.generate(body);
    }

    private static String mirrored(String operator) {
        return switch (operator) {
            case "<" -> ">";
            case "<=" -> ">=";
            case ">" -> "<";
            case ">=" -> "<=";
            default -> operator;
        };
    }

    private static @Nullable ScaledComparison of(String operator, RexNode scaled, RexNode literal) {
        BigDecimal value = decimal(literal);
        boolean isDecimal = scaled.getType().getSqlTypeName() == SqlTypeName.DECIMAL;
        if (value == null || !isDecimal || operator.equals("=") || operator.equals("<>")) {
            return null;
        }
        RexNode number = wholeNumber(scaled);
        if (number != null) {
            return new ScaledComparison(operator, number, value);
        } else if (scaled.getKind() != SqlKind.TIMES || !Digits.areKept((RexCall) scaled)) {
            return null;
        }
        List<RexNode> factors = ((RexCall) scaled).getOperands();
        for (int factor = 0; factor < 2; factor++) {
            BigDecimal by = decimal(factors.get(factor));
            number = wholeNumber(factors.get(1 - factor));
            if (by != null && by.signum() > 0 && number != null) {
                return new ScaledComparison(operator, number, value.divide(by, 0, rounding(operator)));
            }
        }
        return null;
    }

    /** Of whole numbers, those are above a bound that are above the next lower whole number, and so on. */
    private static RoundingMode rounding(String operator) {
        return operator.equals(">") || operator.equals("<=") ? RoundingMode.FLOOR : RoundingMode.CEILING;
    }

    private static @Nullable BigDecimal decimal(RexNode node) {
        boolean isExact = node instanceof RexLiteral literal
                && !literal.isNull()
                && literal.getTypeName() == SqlTypeName.DECIMAL
                && Digits.isExact(literal.getType());
        return isExact ? ((RexLiteral) node).getValueAs(BigDecimal.class) : null;
    }

    /** Returns an expression of a whole number, without the cast to a decimal that has room for it; null if it is none. */
    private static @Nullable RexNode wholeNumber(RexNode node) {
        RexNode number = node;
        if (node instanceof RexCall cast && node.getKind() == SqlKind.CAST) {
            number = cast.getOperands().get(0);
            RelDataType type = node.getType();
            if (type.getSqlTypeName() != SqlTypeName.DECIMAL
                    || type.getPrecision() - type.getScale() < Digits.ofWhole(number.getType())) {
                return null;
            }
        }
        return number instanceof RexLiteral || !Digits.isInteger(number.getType()) ? null : number;
    }

    private @Nullable Value generate(Body body) {
        BigInteger whole = bound.setScale(0, rounding(operator)).toBigInteger();
        if (whole.bitLength() >= Long.SIZE) {
            return null;
        }
        RelDataType type = body.source().rexBuilder().getTypeFactory().createSqlType(SqlTypeName.BIGINT);
        Value compared = Value.notNull(Literals.code(body.source(), whole.longValue(), type), type);
        return ComparisonFunctions.compare(body, operator, body.value(number), compared);
    }
}
