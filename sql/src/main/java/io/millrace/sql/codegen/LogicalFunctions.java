/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.calcite.rex.RexCall;

/** AND, OR and NOT in three-valued logic, and the tests that make two values of three. */
final class LogicalFunctions {

    private LogicalFunctions() {}

    static void addTo(Map<String, ScalarFunction> functions) {
        functions.put("AND", (body, call) -> junction(body, call, Junction.AND));
        functions.put("OR", (body, call) -> junction(body, call, Junction.OR));
        functions.put("NOT", LogicalFunctions::not);
        functions.put("IS NULL", (body, call) -> test(body, call, value -> value.isNull()));
        functions.put("IS UNKNOWN", (body, call) -> test(body, call, value -> value.isNull()));
        functions.put("IS NOT NULL", (body, call) -> test(body, call, value -> not(value.isNull())));
        functions.put("IS NOT UNKNOWN", (body, call) -> test(body, call, value -> not(value.isNull())));
        functions.put("IS TRUE", (body, call) -> test(body, call, Value::isTrue));
        functions.put("IS NOT TRUE", (body, call) -> test(body, call, value -> not(value.isTrue())));
        functions.put("IS FALSE", (body, call) -> test(body, call, LogicalFunctions::isFalse));
        functions.put("IS NOT FALSE", (body, call) -> test(body, call, value -> not(isFalse(value))));
    }

    /** How the code of a test follows from a value. */
    private interface Test {
        String code(Value value);
    }

    private static Value test(Body body, RexCall call, Test test) {
        return Value.notNull(test.code(body.value(call.getOperands().get(0))), call.getType());
    }

    private static String not(String code) {
        return code.equals("false") ? "true" : code.equals("true") ? "false" : "(!" + code + ")";
    }

    private static String isFalse(Value value) {
        return new Value(not(value.code()), value.isNull(), value.type()).isTrue();
    }

    private static Value not(Body body, RexCall call) {
        Value operand = body.value(call.getOperands().get(0));
        return operand.isAlwaysNull()
                ? Value.ofNull(call.getType())
                : new Value(not(operand.code()), operand.isNull(), call.getType());
    }

    /** The two of them differ in which value decides: false an AND, true an OR. */
    private enum Junction {
        AND(" & ", "true") {
            @Override
            String isUndecided(String result) {
                return result;
            }

            @Override
            String term(Value operand) {
                return operand.isNeverNull() ? operand.code() : "(" + operand.isNull() + " | " + operand.code() + ")";
            }
        },
        OR(" | ", "false") {
            @Override
            String isUndecided(String result) {
                return "!" + result;
            }

            @Override
            String term(Value operand) {
                return operand.isTrue();
            }
        };

        private final String operator;
        private final String neutral;

        Junction(String operator, String neutral) {
            this.operator = operator;
            this.neutral = neutral;
        }

        /** Returns the code of whether no operand so far has decided the result. */
        abstract String isUndecided(String result);

        /** Returns the code of an operand in which null is the neutral value. */
        abstract String term(Value operand);
    }

    private static Value junction(Body body, RexCall call, Junction junction) {
        List<Body.Captured> operands =
                call.getOperands().stream().map(body::capture).toList();
        boolean isInline = operands.stream().allMatch(operand -> operand.lines().isEmpty());
        return isInline
                ? inline(
                        body,
                        call,
                        junction,
                        operands.stream().map(Body.Captured::value).toList())
                : inTurn(body, call, junction, operands);
    }

    /** Without branches: operands that need no lines cost little. */
    private static Value inline(Body body, RexCall call, Junction junction, List<Value> operands) {
        String terms = operands.stream().map(junction::term).collect(Collectors.joining(junction.operator));
        String anyNull = Value.anyNull(operands);
        if (anyNull.equals("false")) {
            return Value.notNull("(" + terms + ")", call.getType());
        }
        String result = body.fresh("v");
        String isNull = body.fresh("n");
        body.line("final boolean " + result + " = " + terms + ";");
        body.line("final boolean " + isNull + " = " + junction.isUndecided(result) + " & " + anyNull + ";");
        return new Value(result, isNull, call.getType());
    }

    /** One after the other, until one decides: what comes after that may fail. */
    private static Value inTurn(Body body, RexCall call, Junction junction, List<Body.Captured> operands) {
        boolean nullable =
                operands.stream().anyMatch(operand -> !operand.value().isNeverNull());
        String result = body.fresh("v");
        String isNull = nullable ? body.fresh("n") : "false";
        body.line("boolean " + result + " = " + junction.neutral + ";");
        if (nullable) {
            body.line("boolean " + isNull + " = false;");
        }
        for (int index = 0; index < operands.size(); index++) {
            Value operand = operands.get(index).value();
            body.line(index == 0 ? "{" : "if (" + junction.isUndecided(result) + ") {");
            body.add(operands.get(index).lines());
            body.line(result + " = " + junction.term(operand) + ";");
            if (!operand.isNeverNull()) {
                body.line(isNull + " |= " + operand.isNull() + ";");
            }
            body.line("}");
        }
        if (nullable) {
            body.line(isNull + " &= " + junction.isUndecided(result) + ";");
        }
        return new Value(result, isNull, call.getType());
    }
}
