/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import io.millrace.sql.type.TypeNames;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/**
 * A function that is a static method, or several of one name, of which the one is called whose parameters are closest to the operands. The method's signature says all:
 * operands are converted to the classes of its parameters, a last parameter of the class {@link ZoneId} is given the session's time zone, one that takes any number
 * of arguments is given all that are left, and the result can be null if it is annotated so. It is not called where an operand is null whose parameter is not
 * annotated so.
 */
final class StaticMethod implements ScalarFunction {

    private final Class<?> owner;
    private final String name;
    private final List<Method> methods;

    StaticMethod(Class<?> owner, String name) {
        this.owner = owner;
        this.name = name;
        this.methods = Arrays.stream(owner.getMethods())
                .filter(method -> method.getName().equals(name))
                .toList();
        if (methods.isEmpty()) {
            throw new IllegalArgumentException(owner + " has no method " + name);
        }
    }

    @Override
    public Value generate(Body body, RexCall call) {
        List<Value> operands = new ArrayList<>();
        for (RexNode operand : call.getOperands()) {
            operands.add(body.value(operand));
        }
        return generate(body, call, operands);
    }

    /** Calls the method for operands other than those of the call. */
    Value generate(Body body, RexCall call, List<Value> operands) {
        Method method = closest(operands);
        if (method == null) {
            String types = operands.stream()
                    .map(operand -> TypeNames.description(operand.type()))
                    .collect(Collectors.joining(", "));
            throw UnsupportedExpressionException.types(call.getOperator().getName(), types);
        }
        RelDataType type = call.getType();
        Class<?> given = method.getReturnType();
        if (isCheap(method) && JavaTypes.of(type).isPrimitive()) {
            String converted = Conversions.result(given, type).code().apply(code(method, operands));
            return body.inline(operands, type, converted);
        }
        List<Value> stored = operands.stream().map(body::stored).toList();
        List<Value> guards = new ArrayList<>();
        for (int index = 0; index < stored.size(); index++) {
            if (!takesNull(method, index)) {
                guards.add(stored.get(index));
            }
        }
        boolean mayBeNull = method.getAnnotatedReturnType().isAnnotationPresent(Nullable.class);
        return body.call(given, mayBeNull, guards, type, () -> code(method, stored));
    }

    /** Returns the class of what a method takes for an operand. */
    private static Class<?> parameter(Method method, int operand) {
        Class<?>[] parameters = method.getParameterTypes();
        return isRest(method, operand) ? parameters[parameters.length - 1].getComponentType() : parameters[operand];
    }

    private static boolean isRest(Method method, int operand) {
        return method.isVarArgs() && operand >= method.getParameterCount() - 1;
    }

    private static boolean takesNull(Method method, int operand) {
        AnnotatedType[] parameters = method.getAnnotatedParameterTypes();
        AnnotatedType parameter = isRest(method, operand)
                ? ((AnnotatedArrayType) parameters[parameters.length - 1]).getAnnotatedGenericComponentType()
                : parameters[operand];
        return parameter.isAnnotationPresent(Nullable.class);
    }

    private @Nullable Method closest(List<Value> operands) {
        Method closest = null;
        int least = Integer.MAX_VALUE;
        for (Method method : methods) {
            int distance = distance(method, operands);
            if (Conversions.isPossible(distance) && distance < least) {
                closest = method;
                least = distance;
            }
        }
        return closest;
    }

    private static int distance(Method method, List<Value> operands) {
        Class<?>[] parameters = method.getParameterTypes();
        boolean takesZone = parameters.length == operands.size() + 1 && parameters[operands.size()] == ZoneId.class;
        boolean takesRest = method.isVarArgs() && operands.size() >= parameters.length - 1;
        if (parameters.length != operands.size() && !takesZone && !takesRest) {
            return Integer.MAX_VALUE;
        }
        int distance = 0;
        for (int index = 0; index < operands.size(); index++) {
            distance += Conversions.distance(operands.get(index).type(), parameter(method, index));
        }
        return distance;
    }

    /** Methods from primitive values to a primitive one fail for none, and may as well be called where an operand is null. */
    private static boolean isCheap(Method method) {
        return method.getReturnType().isPrimitive()
                && Arrays.stream(method.getParameterTypes()).allMatch(Class::isPrimitive);
    }

    private String code(Method method, List<Value> operands) {
        List<String> arguments = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        for (int index = 0; index < operands.size(); index++) {
            (isRest(method, index) ? rest : arguments).add(argument(method, index, operands.get(index)));
        }
        if (method.isVarArgs()) {
            String component = parameter(method, method.getParameterCount() - 1).getSimpleName();
            arguments.add("new " + component + "[] {" + String.join(", ", rest) + "}");
        } else if (method.getParameterCount() > operands.size()) {
            arguments.add("zone");
        }
        return owner.getSimpleName() + "." + name + "(" + String.join(", ", arguments) + ")";
    }

    private static String argument(Method method, int index, Value operand) {
        String argument = Conversions.argument(operand, parameter(method, index));
        if (!takesNull(method, index) || operand.isNeverNull()) {
            return argument;
        }
        return operand.isAlwaysNull() ? "null" : "(" + operand.isNull() + " ? null : " + argument + ")";
    }
}
