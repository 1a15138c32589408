/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** The operators +, -, *, / and %. Those of integers wrap, those of decimals round half up, and what is left of a division by zero is an error. */
final class ArithmeticFunctions {

    private ArithmeticFunctions() {}

    static void addTo(Map<String, ScalarFunction> functions) {
        functions.put("+", (body, call) -> sum(body, call, "+", "plus"));
        functions.put("-", (body, call) -> sum(body, call, "-", "minus"));
        functions.put("*", ArithmeticFunctions::times);
        functions.put("/", (body, call) -> divide(body, call, "/", "divide"));
        functions.put("/INT", functions.get("/"));
        functions.put("%", (body, call) -> divide(body, call, "%", "modulo"));
        functions.put("MOD", functions.get("%"));
        functions.put("MINUS_DATE", TemporalArithmetic::difference);
    }

    private static Value sum(Body body, RexCall call, String operator, String decimalMethod) {
        List<RexNode> operands = call.getOperands();
        if (operands.size() == 1) {
            Value operand = body.value(operands.get(0));
            return operator.equals("+") ? operand : negated(body, operand, call.getType());
        }
        if (operands.stream().anyMatch(operand -> SqlTypeUtil.isDatetime(operand.getType()))) {
            return TemporalArithmetic.sum(body, call, operator.equals("-"));
        }
        return numeric(body, call, operator, decimalMethod);
    }

    private static Value times(Body body, RexCall call) {
        return numeric(body, call, "*", "times");
    }

    private static Value negated(Body body, Value operand, RelDataType type) {
        if (operand.javaType() == BigDecimal.class) {
            Value stored = body.stored(operand);
            return body.guarded(false, List.of(stored), type, () -> stored.code() + ".negate()");
        }
        return body.inline(List.of(operand), type, wrapped("(-" + operand.code() + ")", type));
    }

    private static Value numeric(Body body, RexCall call, String operator, String decimalMethod) {
        Value left = body.value(call.getOperands().get(0));
        Value right = body.value(call.getOperands().get(1));
        RelDataType type = call.getType();
        if (JavaTypes.of(type) == BigDecimal.class) {
            return Digits.areKept(call)
                    ? exact(body, left, right, type, operator)
                    : decimal(body, left, right, type, decimalMethod);
        }
        return body.ofNumbers(left, right, type, (one, other) -> primitive(one, other, operator, type));
    }

    /** Nothing is to be rounded, and nothing can become null. */
    private static Value exact(Body body, Value left, Value right, RelDataType type, String operator) {
        String method = operator.equals("+") ? "add" : operator.equals("-") ? "subtract" : "multiply";
        Value one = body.stored(left);
        Value other = body.stored(right);
        return body.guarded(
                false,
                List.of(one, other),
                type,
                () -> Conversions.argument(one, BigDecimal.class) + "." + method + "("
                        + Conversions.argument(other, BigDecimal.class) + ")");
    }

    private static String primitive(Value left, Value right, String operator, RelDataType type) {
        Class<?> javaType = JavaTypes.of(type);
        return wrapped("(" + operand(left, javaType) + " " + operator + " " + operand(right, javaType) + ")", type);
    }

    private static String operand(Value value, Class<?> type) {
        return value.isAlwaysNull()
                ? JavaTypes.initial(type)
                : Conversions.number(value.code(), value.javaType(), type);
    }

    /** Types that are smaller than an {@code int} wrap at their own size. */
    private static String wrapped(String code, RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case TINYINT, SMALLINT -> Casts.narrowed(code, type);
            default -> code;
        };
    }

    private static Value decimal(Body body, Value left, Value right, RelDataType type, String method) {
        Value one = body.stored(left);
        Value other = body.stored(right);
        return body.guarded(true, List.of(one, other), type, () -> decimalCall(one, other, type, method));
    }

    private static String decimalCall(Value left, Value right, RelDataType type, String method) {
        return "Decimals." + method + "(" + Conversions.argument(left, BigDecimal.class) + ", "
                + Conversions.argument(right, BigDecimal.class) + ", " + type.getPrecision() + ", " + type.getScale()
                + ")";
    }

    private static Value divide(Body body, RexCall call, String operator, String decimalMethod) {
        RelDataType type = call.getType();
        Value left = body.value(call.getOperands().get(0));
        Value right = body.value(call.getOperands().get(1));
        Class<?> result = JavaTypes.of(type);
        boolean isFloating = result == double.class || result == float.class;
        if (isFloating || isNonZero(right)) {
            return result == BigDecimal.class
                    ? decimal(body, left, right, type, decimalMethod)
                    : body.ofNumbers(
                            left, right, type, (one, other) -> remainderOrQuotient(one, other, operator, type));
        }
        Value one = body.stored(left);
        Value other = body.stored(right);
        return body.guarded(result == BigDecimal.class, List.of(one, other), type, () -> {
            String isZero = other.javaType() == BigDecimal.class ? ".signum() == 0" : " == 0";
            body.line("if (" + other.code() + isZero + ") { throw Failures.divisionByZero("
                    + JavaTypes.literal(body.source().text(call)) + "); }");
            return result == BigDecimal.class
                    ? decimalCall(one, other, type, decimalMethod)
                    : remainderOrQuotient(one, other, operator, type);
        });
    }

    /** Operands may be wider than the result, as of MOD(BIGINT, INT) and MOD(DECIMAL, INT), and count in full. */
    private static String remainderOrQuotient(Value left, Value right, String operator, RelDataType type) {
        Class<?> result = JavaTypes.of(type);
        boolean isWhole = result == int.class || result == long.class;
        if (isWhole && (left.javaType() == BigDecimal.class || right.javaType() == BigDecimal.class)) {
            String exact = Conversions.argument(left, BigDecimal.class) + ".remainder("
                    + Conversions.argument(right, BigDecimal.class) + ")";
            return Conversions.number(exact, BigDecimal.class, result);
        }
        boolean isWider = result == int.class && (left.javaType() == long.class || right.javaType() == long.class);
        if (!isWider) {
            return primitive(left, right, operator, type);
        }
        String wide = "(" + operand(left, long.class) + " " + operator + " " + operand(right, long.class) + ")";
        return Casts.narrowed(wide, type);
    }

    /** Whether a divisor is a literal other than zero, so that nothing needs to be checked. */
    private static boolean isNonZero(Value divisor) {
        return divisor.code().matches("\\(?-?[0-9]+L?\\)?") && !divisor.code().matches("\\(?-?0+L?\\)?");
    }
}
