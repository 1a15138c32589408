/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import io.millrace.data.JavaType;
import io.millrace.sql.function.user.UserMethod;
import io.millrace.sql.function.user.UserScalarFunction;
import io.millrace.sql.record.JavaValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;

/**
 * Calls of functions of programs: {@code function.eval(a, b)} on an object that the generated class holds. Where the source cannot name a class that is part of the call,
 * one that is not public or has no package, the method is called by a handle.
 */
final class UserFunctionCall implements ScalarFunction {

    @Override
    public Value generate(Body body, RexCall call) {
        UserScalarFunction function = (UserScalarFunction) call.getOperator();
        UserMethod method = function.method(call, body.source().rexBuilder().getTypeFactory());
        List<Value> operands = new ArrayList<>();
        List<Value> guards = new ArrayList<>();
        for (RexNode operand : call.getOperands()) {
            Value value = body.stored(body.value(operand));
            if (method.refusesNull(operands.size())) {
                guards.add(value);
            }
            operands.add(value);
        }
        return new Site(body, function, method, call.getType()).value(operands, guards);
    }

    /** One call in the source. */
    private record Site(Body body, UserScalarFunction function, UserMethod method, RelDataType type) {

        Value value(List<Value> operands, List<Value> guards) {
            Class<?> given = given();
            boolean converts = given == Object.class && !isBoxOf(method.result().raw());
            return body.call(given, !given.isPrimitive(), guards, type, () -> {
                String result = isNameable() ? direct(operands) : byHandle(operands);
                if (given != Object.class && !isNameable()) {
                    return JavaTypes.unboxed(result, given);
                }
                return converts ? toSql() + ".of(" + result + ")" : result;
            });
        }

        /** Returns the class as which the rest of the code takes the result. */
        private Class<?> given() {
            Class<?> raw = method.result().raw();
            boolean isErased = method.erasedResult() != raw;
            boolean isKnown =
                    raw.isPrimitive() || raw == String.class || raw == BigDecimal.class || raw == byte[].class;
            return isKnown && !isErased ? raw : Object.class;
        }

        /** Whether boxes are what columns hold, boxed. */
        private boolean isBoxOf(Class<?> raw) {
            return switch (type.getSqlTypeName()) {
                case INTEGER -> raw == Integer.class || raw == int.class;
                case BIGINT -> raw == Long.class || raw == long.class;
                case FLOAT, REAL -> raw == Float.class || raw == float.class;
                case DOUBLE -> raw == Double.class || raw == double.class;
                case BOOLEAN -> raw == Boolean.class || raw == boolean.class;
                default -> false;
            };
        }

        private boolean isNameable() {
            return ClassNames.isNameable(method.owner())
                    && method.erasure().stream().allMatch(ClassNames::isNameable)
                    && ClassNames.isNameable(method.erasedResult());
        }

        private String toSql() {
            JavaValue value = new JavaValue(type, method.result(), method.resultPath());
            return body.source().conversion(value, "toSql");
        }

        /** Adds a call, and returns the variable of its result. */
        private String direct(List<Value> operands) {
            List<String> arguments = arguments(operands, true);
            List<String> passed = new ArrayList<>(arguments);
            if (method.isVarArgs()) {
                int fixed = method.parameters().size() - 1;
                String component = ClassNames.of(method.erased(fixed));
                String rest = String.join(", ", passed.subList(fixed, passed.size()));
                passed = new ArrayList<>(passed.subList(0, fixed));
                passed.add("new " + component + "[] {" + rest + "}");
            }
            String target = body.source().function(function.source(), true);
            return tried(
                    method.erasedResult(),
                    target + "." + method.name() + "(" + String.join(", ", passed) + ")",
                    arguments,
                    operands);
        }

        private String byHandle(List<Value> operands) {
            List<String> arguments = arguments(operands, false);
            String handle = body.source().methodCall(function.source(), method);
            String array = "new Object[] {" + String.join(", ", arguments) + "}";
            return tried(Object.class, handle + ".call(" + array + ")", arguments, operands);
        }

        private String tried(Class<?> type, String code, List<String> arguments, List<Value> operands) {
            String result = body.fresh("r");
            String failure = body.fresh("e");
            body.line(ClassNames.of(type) + " " + result + " = " + (type == boolean.class ? "false" : initial(type))
                    + ";");
            body.line("try {");
            body.line(result + " = " + code + ";");
            body.line("} catch (Exception " + failure + ") {");
            String shown = arguments.stream().collect(Collectors.joining(", "));
            if (isNameable()) {
                List<String> boxed = new ArrayList<>();
                for (int i = 0; i < operands.size(); i++) {
                    boxed.add(JavaTypes.boxed(arguments.get(i), method.erased(i)));
                }
                shown = String.join(", ", boxed);
            }
            body.line("throw new UserFunctionException(" + JavaTypes.literal(function.getName()) + ", " + failure
                    + ", new Object[] {" + shown + "});");
            body.line("}");
            return result;
        }

        private static String initial(Class<?> type) {
            return type.isPrimitive() ? "(" + type.getName() + ") 0" : "null";
        }

        /** Adds the arguments as variables, and returns these. */
        private List<String> arguments(List<Value> operands, boolean typed) {
            List<String> variables = new ArrayList<>();
            for (int i = 0; i < operands.size(); i++) {
                String variable = body.fresh("a");
                String name = typed ? ClassNames.of(method.erased(i)) : "Object";
                body.line("final " + name + " " + variable + " = " + argument(operands.get(i), i, typed) + ";");
                variables.add(variable);
            }
            return variables;
        }

        private String argument(Value operand, int index, boolean typed) {
            JavaType parameter = method.parameter(index);
            Class<?> raw = parameter.raw();
            if (raw.isPrimitive()) {
                String code = primitive(operand, raw);
                return typed && method.erased(index).isPrimitive() ? code : boxed(code, raw);
            } else if (operand.isAlwaysNull()) {
                return "null";
            }
            String code = object(operand, index, raw);
            String whole = operand.isNeverNull() ? code : "(" + operand.isNull() + " ? null : " + code + ")";
            return typed ? "(" + ClassNames.of(method.erased(index)) + ") " + whole : whole;
        }

        private String object(Value operand, int index, Class<?> raw) {
            Class<?> given = operand.javaType();
            Class<?> unboxed = ClassNames.unboxed(raw);
            if (unboxed != null && (given.isPrimitive() || given == BigDecimal.class)) {
                return boxed(primitive(operand, unboxed), unboxed);
            } else if (given == raw && (raw == String.class || raw == BigDecimal.class || raw == byte[].class)) {
                return operand.code();
            } else if (raw == BigDecimal.class) {
                return "BigDecimal.valueOf(" + operand.code() + ")";
            }
            JavaValue value = new JavaValue(operand.type(), method.parameter(index), method.argumentPath(index));
            String conversion = body.source().conversion(value, "toJava");
            return conversion + ".of(" + JavaTypes.boxed(operand.code(), given) + ")";
        }

        private static String primitive(Value operand, Class<?> wanted) {
            if (wanted == boolean.class) {
                return operand.code();
            }
            return Conversions.number(operand.code(), operand.javaType(), wanted);
        }

        private static String boxed(String code, Class<?> type) {
            return ClassNames.box(type) + ".valueOf(" + code + ")";
        }
    }
}
