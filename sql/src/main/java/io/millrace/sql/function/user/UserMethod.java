/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.user;

import io.millrace.data.JavaType;
import io.millrace.sql.catalog.FunctionSource;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.record.JavaValue;
import io.millrace.sql.table.functions.LambdaFunction;
import io.millrace.sql.table.functions.UserDefinedFunction;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.jspecify.annotations.Nullable;

/**
 * A public method of a function that SQL calls.
 *
 * @param name of the method
 * @param erasure the classes of all its parameters
 * @param parameters the types of those that SQL gives; of a last one that takes any number of arguments, the type of one
 * @param leading how many parameters come before those
 * @param isVarArgs whether the last one takes any number of arguments
 */
public record UserMethod(
        Class<?> owner,
        String name,
        List<Class<?>> erasure,
        List<JavaType> parameters,
        int leading,
        boolean isVarArgs,
        JavaType result,
        Class<?> erasedResult)
        implements Serializable {
    /**
     * Finds the methods of a name, in an order that does not change.
     *
     * @param leading how many parameters come before those that SQL gives
     * @throws SqlException if a parameter is of a class that SQL has no values for
     */
    static List<UserMethod> of(FunctionSource source, String name, int leading) {
        List<UserMethod> methods = new ArrayList<>();
        for (Method method : source.type().getMethods()) {
            if (method.getName().equals(name)
                    && !method.isBridge()
                    && !Modifier.isStatic(method.getModifiers())
                    && method.getParameterCount() >= leading) {
                if (source.instance() instanceof LambdaFunction lambda) {
                    addOfLambda(method, lambda, methods);
                } else {
                    methods.add(of(source.type(), method, leading));
                }
            }
        }
        methods.sort(Comparator.comparing(UserMethod::toString));
        return methods;
    }

    private static void addOfLambda(Method method, LambdaFunction lambda, List<UserMethod> methods) {
        if (method.getParameterCount() == lambda.parameters().size()) {
            List<JavaType> types =
                    lambda.parameters().stream().map(JavaType::of).toList();
            methods.add(new UserMethod(
                    LambdaFunction.class,
                    method.getName(),
                    List.of(method.getParameterTypes()),
                    types,
                    0,
                    false,
                    JavaType.of(lambda.result()),
                    method.getReturnType()));
        }
    }

    private static UserMethod of(Class<? extends UserDefinedFunction> owner, Method method, int leading) {
        JavaType declaring = Supertypes.of(owner, method.getDeclaringClass());
        Type[] generic = method.getGenericParameterTypes();
        List<JavaType> parameters = new ArrayList<>();
        for (int i = leading; i < generic.length; i++) {
            JavaType type = JavaType.resolve(generic[i], declaring.bindings());
            boolean isRest = method.isVarArgs() && i == generic.length - 1;
            JavaType each = isRest ? type.argument(0) : type;
            String path = "The parameter " + (i + 1 - leading) + " of " + method.getName() + " in " + owner.getName();
            if (each.raw() != Object.class && !Fit.isNumber(each.raw())) {
                new JavaValue(SqlTypes.of(each, SqlTypes.FACTORY, path), each, path)
                        .toJava(); // says what nothing can be given as
            }
            parameters.add(each);
        }
        return new UserMethod(
                owner,
                method.getName(),
                List.of(method.getParameterTypes()),
                parameters,
                leading,
                method.isVarArgs(),
                JavaType.resolve(method.getGenericReturnType(), declaring.bindings()),
                method.getReturnType());
    }

    /** Returns the type of the parameter that an argument is for. */
    public JavaType parameter(int argument) {
        return parameters.get(Math.min(argument, parameters.size() - 1));
    }

    /** Returns the class that an argument is passed as. */
    public Class<?> erased(int argument) {
        int last = erasure.size() - 1;
        boolean isRest = isVarArgs && argument + leading >= last;
        return isRest ? erasure.get(last).getComponentType() : erasure.get(argument + leading);
    }

    /** Whether it is not called where an argument is null. */
    public boolean refusesNull(int argument) {
        return parameter(argument).raw().isPrimitive();
    }

    /** Returns how far arguments are from what it takes, or {@link Fit#IMPOSSIBLE}. */
    int distance(List<RelDataType> arguments) {
        int fixed = isVarArgs ? parameters.size() - 1 : parameters.size();
        if (isVarArgs ? arguments.size() < fixed : arguments.size() != fixed) {
            return Fit.IMPOSSIBLE;
        }
        int distance = isVarArgs ? 1 : 0;
        for (int i = 0; i < arguments.size(); i++) {
            int each = Fit.distance(arguments.get(i), parameter(i));
            if (each >= Fit.IMPOSSIBLE) {
                return Fit.IMPOSSIBLE;
            }
            distance += each;
        }
        return distance;
    }

    /**
     * Returns the type of what it gives.
     *
     * @throws SqlException if SQL has none
     */
    RelDataType resultType(RelDataTypeFactory types, List<RelDataType> arguments) {
        RelDataType type = SqlTypes.of(result, types, resultPath());
        boolean mayBeSkipped = false;
        for (int i = 0; i < arguments.size(); i++) {
            mayBeSkipped |= refusesNull(i) && arguments.get(i).isNullable();
        }
        return mayBeSkipped ? types.createTypeWithNullability(type, true) : type;
    }

    /** Returns what its result is called in messages. */
    public String resultPath() {
        return "The result of " + name + " in " + owner.getName();
    }

    /** Returns what an argument is called in messages. */
    public String argumentPath(int argument) {
        return "The parameter " + (argument + 1) + " of " + name + " in " + owner.getName();
    }

    /** Returns what it takes, as errors show it: {@code (STRING, INT...)}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("(");
        for (int i = 0; i < parameters.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(Fit.text(parameters.get(i)));
        }
        return text.append(isVarArgs ? "...)" : ")").toString();
    }

    /** Returns the method that takes arguments best, or null if none takes them. */
    static @Nullable UserMethod best(List<UserMethod> methods, List<RelDataType> arguments) {
        UserMethod best = null;
        int least = Fit.IMPOSSIBLE;
        for (UserMethod method : methods) {
            int distance = method.distance(arguments);
            if (distance < least) {
                best = method;
                least = distance;
            }
        }
        return best;
    }
}
