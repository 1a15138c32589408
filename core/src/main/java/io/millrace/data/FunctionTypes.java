/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the compiled class of a function tells of its types, so that a type which can never be stored is refused while
 * the program is being built. A class tells its type arguments whole; a lambda tells their classes; some tell nothing.
 */
public final class FunctionTypes {
    private FunctionTypes() {}

    /**
     * Refuses a function one of whose types cannot be encoded. What cannot be known now passes: it is refused when the
     * first value is stored.
     *
     * @param declaring the generic class or interface that the function implements, such as {@code KeySelector}
     * @param parameter which of its type parameters, from 0
     * @param use what the type is used for, for the message: "The key of keyBy(...)"
     * @throws UnsupportedTypeException naming the type and the path of fields to what cannot be encoded
     */
    public static void requireEncodable(Object function, Class<?> declaring, int parameter, String use) {
        JavaType type = argument(function, declaring, parameter);
        if (type == null || isOpen(type.raw())) {
            return;
        }
        try {
            Codecs.of(type);
        } catch (UnsupportedTypeException refused) {
            throw new UnsupportedTypeException(use + " is a " + type.name() + ". " + refused.getMessage(), refused);
        }
    }

    /** Values of such types are encoded by their own classes. */
    private static boolean isOpen(Class<?> raw) {
        if (raw.isSealed() || raw.isArray() || raw.isPrimitive() || isContainer(raw)) {
            return false;
        }
        return raw == Object.class || raw.isInterface() || Modifier.isAbstract(raw.getModifiers());
    }

    private static boolean isContainer(Class<?> raw) {
        return Containers.collection(raw) != null || Containers.map(raw) != null;
    }

    private static @Nullable JavaType argument(Object function, Class<?> declaring, int parameter) {
        Class<?> type = function.getClass();
        if (type.isHidden() || type.isSynthetic()) {
            return ofLambda(function, declaring, parameter);
        }
        JavaType found = find(JavaType.of(type), declaring);
        return found == null || found.arguments().isEmpty() ? null : found.argument(parameter);
    }

    /** The supertype of a type that is of class {@code wanted}, its arguments resolved. */
    private static @Nullable JavaType find(JavaType type, Class<?> wanted) {
        if (type.raw() == wanted) {
            return type;
        }
        List<Type> supertypes = new ArrayList<>(Arrays.asList(type.raw().getGenericInterfaces()));
        if (type.raw().getGenericSuperclass() != null) {
            supertypes.add(type.raw().getGenericSuperclass());
        }
        for (Type supertype : supertypes) {
            boolean bare = supertype instanceof Class<?> raw && raw.getTypeParameters().length > 0;
            Class<?> erased = supertype instanceof ParameterizedType generic
                    ? (Class<?>) generic.getRawType()
                    : (Class<?>) supertype;
            if (!bare && wanted.isAssignableFrom(erased)) {
                return find(JavaType.resolve(supertype, type.bindings()), wanted);
            }
        }
        return null;
    }

    private static @Nullable JavaType ofLambda(Object function, Class<?> declaring, int parameter) {
        SerializedLambda lambda = serialized(function);
        Method method = lambda == null ? null : onlyMethod(declaring, lambda.getFunctionalInterfaceMethodName());
        if (lambda == null || method == null) {
            return null;
        }
        TypeVariable<?> wanted = declaring.getTypeParameters()[parameter];
        MethodType actual;
        try {
            actual = MethodType.fromMethodDescriptorString(
                    lambda.getInstantiatedMethodType(), function.getClass().getClassLoader());
        } catch (TypeNotPresentException e) {
            return null;
        }
        if (method.getGenericReturnType() == wanted) {
            return JavaType.of(actual.returnType());
        }
        int place = Arrays.asList(method.getGenericParameterTypes()).indexOf(wanted);
        return place < 0 ? null : JavaType.of(actual.parameterType(place));
    }

    private static @Nullable Method onlyMethod(Class<?> declaring, String name) {
        return Arrays.stream(declaring.getMethods())
                .filter(method -> method.getName().equals(name) && Modifier.isAbstract(method.getModifiers()))
                .findFirst()
                .orElse(null);
    }

    /** A serializable lambda tells of itself what it would be serialized as. */
    private static @Nullable SerializedLambda serialized(Object function) {
        try {
            Method replace = function.getClass().getDeclaredMethod("writeReplace");
            replace.setAccessible(true);
            return replace.invoke(function) instanceof SerializedLambda lambda ? lambda : null;
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            return null;
        }
    }
}
