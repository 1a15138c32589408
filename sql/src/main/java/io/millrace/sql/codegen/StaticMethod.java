/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import io.millrace.sql.type.TypeNames;
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
 * operands are converted to the classes of its parameters, a last parameter of the class {@link ZoneId} is given the session's time zone, and the
 * result can be null if it is annotated so. It is not called where an operand is null.
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
        boolean mayBeNull = method.getAnnotatedReturnType().isAnnotationPresent(Nullable.class);
        return body.call(given, mayBeNull, stored, type, () -> code(method, stored));
    }

    private @Nullable Method closest(List<Value> operands) {
        Method closest = null;
        int least = Integer.MAX_VALUE;
        for (Method method : methods) {
            int distance = distance(method.getParameterTypes(), operands);
            if (Conversions.isPossible(distance) && distance < least) {
                closest = method;
                least = distance;
            }
        }
        return closest;
    }

    private static int distance(Class<?>[] parameters, List<Value> operands) {
        boolean takesZone = parameters.length == operands.size() + 1 && parameters[operands.size()] == ZoneId.class;
        if (parameters.length != operands.size() && !takesZone) {
            return Integer.MAX_VALUE;
        }
        int distance = 0;
        for (int index = 0; index < operands.size(); index++) {
            distance += Conversions.distance(operands.get(index).type(), parameters[index]);
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
        Class<?>[] parameters = method.getParameterTypes();
        for (int index = 0; index < operands.size(); index++) {
            arguments.add(Conversions.argument(operands.get(index), parameters[index]));
        }
        if (parameters.length > operands.size()) {
            arguments.add("zone");
        }
        return owner.getSimpleName() + "." + name + "(" + String.join(", ", arguments) + ")";
    }
}
