/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import io.millrace.sql.column.ColumnLayout;
import io.millrace.sql.type.TypeNames;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.sql.type.SqlTypeName;

/** Comparisons. */
final class ComparisonFunctions {

    private static final int DECIMAL_PRECISION = 38;

    private ComparisonFunctions() {}

    static void addTo(Map<String, ScalarFunction> functions) {
        for (String operator : List.of("=", "<>", "<", "<=", ">", ">=")) {
            functions.put(operator, (body, call) -> compare(body, operator, call));
        }
        functions.put("!=", functions.get("<>"));
        functions.put("IS DISTINCT FROM", (body, call) -> distinct(body, call, true));
        functions.put("IS NOT DISTINCT FROM", (body, call) -> distinct(body, call, false));
        functions.put("BETWEEN", ComparisonFunctions::between);
        functions.put("SEARCH", SearchFunction::generate);
    }

    private static Value compare(Body body, String operator, RexCall call) {
        Value scaled = ScaledComparison.generate(body, operator, call);
        return scaled != null ? scaled : compare(body, operator, value(body, call, 0), value(body, call, 1));
    }

    private static Value value(Body body, RexCall call, int operand) {
        return body.value(call.getOperands().get(operand));
    }

    /** Compares two values of types that can be compared. */
    static Value compare(Body body, String operator, Value left, Value right) {
        RelDataType type = body.truth();
        if (left.isAlwaysNull() || right.isAlwaysNull()) {
            return Value.ofNull(type);
        }
        Class<?> common = commonClass(left, right);
        if (common.isPrimitive()) {
            return body.ofNumbers(
                    left, right, type, (one, other) -> primitive(operator, as(one, common), as(other, common), common));
        }
        boolean hasOrder = common != List.class && common != Map.class && common != Object.class;
        if (!hasOrder && !operator.equals("=") && !operator.equals("<>")) {
            throw incomparable(left, right);
        }
        Value one = body.stored(unified(body, left, right, common));
        Value other = body.stored(unified(body, right, left, common));
        return body.guarded(false, List.of(one, other), type, () -> object(operator, one, other, common));
    }

    private static String as(Value value, Class<?> common) {
        return Conversions.number(value.code(), value.javaType(), common);
    }

    private static String primitive(String operator, String left, String right, Class<?> type) {
        if (operator.equals("=")) {
            return "(" + left + " == " + right + ")";
        } else if (operator.equals("<>")) {
            return "(" + left + " != " + right + ")";
        } else if (type == boolean.class) {
            return "((" + left + " ? 1 : 0) " + operator + " (" + right + " ? 1 : 0))";
        }
        return "(" + left + " " + operator + " " + right + ")";
    }

    private static String object(String operator, Value left, Value right, Class<?> type) {
        boolean equality = operator.equals("=") || operator.equals("<>");
        String not = operator.equals("<>") ? "!" : "";
        String sign = operator.equals("=") ? "==" : operator.equals("<>") ? "!=" : operator;
        if (type == BigDecimal.class) {
            // Equal decimals may differ in their scales, which equals would look at.
            return left.code() + ".compareTo(" + right.code() + ") " + sign + " 0";
        } else if (type == byte[].class) {
            return equality
                    ? not + "Arrays.equals(" + left.code() + ", " + right.code() + ")"
                    : "Arrays.compareUnsigned(" + left.code() + ", " + right.code() + ") " + sign + " 0";
        } else if (equality) {
            return not + left.code() + ".equals(" + right.code() + ")";
        } else if (type == String.class) {
            return "Strings.compare(" + left.code() + ", " + right.code() + ") " + sign + " 0";
        }
        return left.code() + ".compareTo(" + right.code() + ") " + sign + " 0";
    }

    private static Class<?> commonClass(Value left, Value right) {
        Class<?> one = left.javaType();
        Class<?> other = right.javaType();
        if (isTimestamp(left) || isTimestamp(right)) {
            return timestampClass(left, right);
        } else if (one == other) {
            return one;
        }
        List<Class<?>> order = List.of(double.class, float.class, BigDecimal.class, long.class, int.class);
        boolean mixesFloatAndInteger = one == float.class || other == float.class;
        for (Class<?> wider : order) {
            if (wider == one || wider == other) {
                // Digits of an INT that a FLOAT has no room for count.
                return mixesFloatAndInteger ? double.class : checked(wider, left, right, order);
            }
        }
        throw incomparable(left, right);
    }

    private static Class<?> checked(Class<?> wider, Value left, Value right, List<Class<?>> numbers) {
        if (!numbers.contains(left.javaType()) || !numbers.contains(right.javaType())) {
            throw incomparable(left, right);
        }
        return wider;
    }

    private static UnsupportedExpressionException incomparable(Value left, Value right) {
        return UnsupportedExpressionException.types(
                "A comparison", TypeNames.description(left.type()) + " and " + TypeNames.description(right.type()));
    }

    private static boolean isTimestamp(Value value) {
        return Temporals.isTimestamp(value.type()) || Temporals.isLocalZoned(value.type());
    }

    /** Timestamps of one kind and unit are compared as numbers, others as objects. */
    private static Class<?> timestampClass(Value left, Value right) {
        RelDataType one = left.type();
        RelDataType other = right.type();
        boolean sameUnit = isTimestamp(left)
                && isTimestamp(right)
                && one.getSqlTypeName() == other.getSqlTypeName()
                && ((ColumnLayout.isMillis(one) && ColumnLayout.isMillis(other))
                        || (ColumnLayout.isMicros(one) && ColumnLayout.isMicros(other)));
        if (sameUnit) {
            return long.class;
        }
        boolean zoned = Temporals.isLocalZoned(one) || Temporals.isLocalZoned(other);
        return zoned ? Instant.class : LocalDateTime.class;
    }

    /** Returns a value in the form in which it is compared. */
    private static Value unified(Body body, Value value, Value other, Class<?> common) {
        RelDataType type = value.type();
        if (common == BigDecimal.class && value.javaType() != BigDecimal.class) {
            RelDataType decimal = body.source()
                    .rexBuilder()
                    .getTypeFactory()
                    .createSqlType(SqlTypeName.DECIMAL, DECIMAL_PRECISION, 0);
            return body.guarded(false, List.of(value), decimal, () -> Conversions.argument(value, BigDecimal.class));
        } else if (common == value.javaType()) {
            return value;
        }
        SqlTypeName name = common == Instant.class ? SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE : SqlTypeName.TIMESTAMP;
        RelDataType finest = body.source().rexBuilder().getTypeFactory().createSqlType(name, 9);
        return JavaTypes.of(finest) == common && Conversions.isPossible(Conversions.distance(type, common))
                ? body.guarded(false, List.of(value), finest, () -> Conversions.argument(value, common))
                : Casts.cast(body, value, other.type(), false);
    }

    private static Value distinct(Body body, RexCall call, boolean isDistinct) {
        Value left = body.stored(value(body, call, 0));
        Value right = body.stored(value(body, call, 1));
        String result = body.fresh("v");
        Value leftThere = new Value(left.code(), left.isAlwaysNull() ? "true" : "false", left.type());
        Value rightThere = new Value(right.code(), right.isAlwaysNull() ? "true" : "false", right.type());
        body.line("boolean " + result + " = " + left.isNull() + " != " + right.isNull() + ";");
        if (!leftThere.isAlwaysNull() && !rightThere.isAlwaysNull()) {
            body.line("if (!" + left.isNull() + " & !" + right.isNull() + ") {");
            Value differs = compare(body, "<>", leftThere, rightThere);
            body.line(result + " = " + differs.code() + ";");
            body.line("}");
        }
        return Value.notNull(isDistinct ? result : "(!" + result + ")", call.getType());
    }

    private static Value between(Body body, RexCall call) {
        Value value = body.stored(value(body, call, 0));
        Value notBelow = compare(body, ">=", value, value(body, call, 1));
        Value notAbove = compare(body, "<=", value, value(body, call, 2));
        Value low = body.stored(notBelow);
        Value high = body.stored(notAbove);
        String result = "((" + low.isNull() + " | " + low.code() + ") & (" + high.isNull() + " | " + high.code() + "))";
        return new Value(result, "(" + result + " & (" + low.isNull() + " | " + high.isNull() + "))", call.getType());
    }
}
