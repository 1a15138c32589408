/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.io.Serializable;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A generic class and its type arguments, for the declaration of a state whose types are known only as a program runs. */
public record ContainerType(Class<?> raw, List<Type> arguments) implements ParameterizedType, Serializable {
    public ContainerType {
        arguments = List.copyOf(arguments);
    }

    public static ContainerType of(Class<?> raw, Type... arguments) {
        return new ContainerType(raw, List.of(arguments));
    }

    @Override
    public Type[] getActualTypeArguments() {
        return arguments.toArray(new Type[0]);
    }

    @Override
    public Class<?> getRawType() {
        return raw;
    }

    @Override
    public @Nullable Type getOwnerType() {
        return null;
    }

    @Override
    public String getTypeName() {
        return JavaType.of(this).description();
    }
}
