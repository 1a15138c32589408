/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;

/** Functions that choose one of their operands. Only what is chosen is computed. */
final class ConditionalFunctions {

    private ConditionalFunctions() {}

    static void addTo(Map<String, ScalarFunction> functions) {
        functions.put("CASE", (body, call) -> cases(body, call.getOperands(), call.getType()));
        functions.put("IF", (body, call) -> cases(body, call.getOperands(), call.getType()));
        functions.put("COALESCE", ConditionalFunctions::coalesce);
        functions.put("IFNULL", ConditionalFunctions::coalesce);
        functions.put("NULLIF", ConditionalFunctions::nullIf);
        functions.put("GREATEST", (body, call) -> extreme(body, call, ">"));
        functions.put("LEAST", (body, call) -> extreme(body, call, "<"));
    }

    /** The variables that a choice is put into. */
    private record Target(String value, String isNull, RelDataType type) {
        static Target declare(Body body, RelDataType type, boolean isNull) {
            Class<?> javaType = JavaTypes.of(type);
            Target target = new Target(body.fresh("v"), body.fresh("n"), type);
            body.line(JavaTypes.name(javaType) + " " + target.value + " = " + JavaTypes.initial(javaType) + ";");
            body.line("boolean " + target.isNull + " = " + isNull + ";");
            return target;
        }

        void set(Body body, Value chosen) {
            Value value = Casts.coerce(body, chosen, type);
            if (!value.isAlwaysNull()) {
                body.line(this.value + " = " + value.code() + ";");
            }
            body.line(isNull + " = " + value.isNull() + ";");
        }

        Value value(boolean nullable) {
            return new Value(value, nullable ? isNull : "false", type);
        }
    }

    /** Of conditions and results in turn, and a last result. */
    private static Value cases(Body body, List<RexNode> operands, RelDataType type) {
        Target target = Target.declare(body, type, false);
        int last = operands.size() - 1;
        int open = 0;
        for (int index = 0; index < last; index += 2) {
            Value condition = body.value(operands.get(index));
            body.line("if (" + condition.isTrue() + ") {");
            target.set(body, body.value(operands.get(index + 1)));
            body.line("} else {");
            open++;
        }
        target.set(body, body.value(operands.get(last)));
        for (int index = 0; index < open; index++) {
            body.line("}");
        }
        return target.value(type.isNullable());
    }

    private static Value coalesce(Body body, RexCall call) {
        Target target = Target.declare(body, call.getType(), true);
        List<RexNode> operands = call.getOperands();
        boolean nullable = true;
        for (int index = 0; index < operands.size() && nullable; index++) {
            if (index > 0) {
                body.line("if (" + target.isNull + ") {");
            }
            Value value = body.value(operands.get(index));
            target.set(body, value);
            nullable = !value.isNeverNull();
            if (index > 0) {
                body.line("}");
            }
        }
        return target.value(nullable);
    }

    private static Value nullIf(Body body, RexCall call) {
        Value value =
                body.stored(Casts.coerce(body, body.value(call.getOperands().get(0)), call.getType()));
        Value other = body.value(call.getOperands().get(1));
        Value equal = ComparisonFunctions.compare(body, "=", value, other);
        String isNull = body.fresh("n");
        body.line("final boolean " + isNull + " = " + value.isNull() + " | " + equal.isTrue() + ";");
        return new Value(value.code(), isNull, call.getType());
    }

    /** NaN is greater than all other numbers here, where a comparison with it is false. */
    private static String isBetter(Body body, String operator, Value value, String best) {
        Class<?> type = value.javaType();
        if (type == double.class || type == float.class) {
            String compare = type == double.class ? "Double.compare(" : "Float.compare(";
            return compare + value.code() + ", " + best + ") " + operator + " 0";
        }
        Value there = Value.notNull(value.code(), value.type());
        return ComparisonFunctions.compare(body, operator, there, Value.notNull(best, value.type()))
                .code();
    }

    /** The greatest or least of all; null if one is null. */
    private static Value extreme(Body body, RexCall call, String operator) {
        List<Value> values = new ArrayList<>();
        for (RexNode operand : call.getOperands()) {
            values.add(body.stored(Casts.coerce(body, body.value(operand), call.getType())));
        }
        return body.guarded(false, values, call.getType(), () -> {
            String best = body.fresh("v");
            body.line(JavaTypes.name(values.get(0).javaType()) + " " + best + " = "
                    + values.get(0).code() + ";");
            for (Value value : values.subList(1, values.size())) {
                body.line(
                        "if (" + isBetter(body, operator, value, best) + ") { " + best + " = " + value.code() + "; }");
            }
            return best;
        });
    }
}
