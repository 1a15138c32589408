/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.io.Serializable;
import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A class with its type arguments resolved; an array has its component as the only argument. A raw generic class has
 * none, and its type variables stand for their bounds.
 *
 * @param columns the names of a row's columns, whose types are the arguments; null for every other type
 */
public record JavaType(
        Class<?> raw, List<JavaType> arguments, @Nullable List<String> columns) implements Serializable {
    private static final List<Class<?>> PRIMITIVES = List.of(
            boolean.class, byte.class, short.class, char.class, int.class, long.class, float.class, double.class);

    public JavaType(Class<?> raw, List<JavaType> arguments) {
        this(raw, arguments, null);
    }

    public static JavaType of(Class<?> raw) {
        return raw.isArray() ? new JavaType(raw, List.of(of(raw.getComponentType()))) : new JavaType(raw, List.of());
    }

    public static JavaType of(Type type) {
        return resolve(type, Collections.emptyMap());
    }

    /** The type with its variables replaced by what they are bound to, or by their bounds. */
    public static JavaType resolve(Type type, Map<TypeVariable<?>, JavaType> bindings) {
        if (type instanceof Class<?> raw) {
            return of(raw);
        }
        if (type instanceof ParameterizedType generic) {
            List<JavaType> arguments = new ArrayList<>();
            for (Type argument : generic.getActualTypeArguments()) {
                arguments.add(resolve(argument, bindings));
            }
            return new JavaType((Class<?>) generic.getRawType(), List.copyOf(arguments));
        }
        if (type instanceof RowType row) {
            List<JavaType> types = row.types().stream()
                    .map(column -> resolve(column, bindings))
                    .toList();
            return new JavaType(row.raw(), types, row.names());
        }
        if (type instanceof GenericArrayType array) {
            return arrayOf(resolve(array.getGenericComponentType(), bindings));
        }
        if (type instanceof WildcardType wildcard) {
            return resolve(wildcard.getUpperBounds()[0], bindings);
        }
        JavaType bound = bindings.get(type);
        return bound != null ? bound : of(erase(type));
    }

    /** The type as those who declare it say it. */
    public Type toType() {
        List<Type> types = arguments.stream().map(JavaType::toType).toList();
        if (columns != null) {
            return new RowType(raw, columns, types);
        }
        return raw.isArray() || arguments.isEmpty() ? raw : new ContainerType(raw, types);
    }

    /** The type's variables and what they are bound to; empty for a raw class. */
    public Map<TypeVariable<?>, JavaType> bindings() {
        Map<TypeVariable<?>, JavaType> bindings = new HashMap<>();
        TypeVariable<?>[] variables = raw.getTypeParameters();
        for (int i = 0; i < variables.length && i < arguments.size(); i++) {
            bindings.put(variables[i], arguments.get(i));
        }
        return bindings;
    }

    public JavaType argument(int index) {
        return index < arguments.size() ? arguments.get(index) : of(Object.class);
    }

    /**
     * The name as in source code, with binary class names: {@code java.util.List<java.lang.Long>}. It says nothing of the
     * columns of rows, which schemas tell.
     */
    public String name() {
        if (raw.isArray()) {
            return argument(0).name() + "[]";
        }
        return arguments.isEmpty() || columns != null
                ? raw.getName()
                : raw.getName() + arguments.stream().map(JavaType::name).collect(Collectors.joining(",", "<", ">"));
    }

    /** All that makes up the type: its name, with the columns of rows. */
    String description() {
        List<String> names = columns;
        if (raw.isArray()) {
            return argument(0).description() + "[]";
        } else if (names != null) {
            return IntStream.range(0, names.size())
                    .mapToObj(column ->
                            names.get(column) + " " + arguments.get(column).description())
                    .collect(Collectors.joining(",", raw.getName() + "(", ")"));
        }
        return arguments.isEmpty()
                ? raw.getName()
                : raw.getName()
                        + arguments.stream().map(JavaType::description).collect(Collectors.joining(",", "<", ">"));
    }

    /** The type that {@link #name()} named. */
    static JavaType parse(String name, ClassLoader loader) throws ClassNotFoundException {
        if (name.endsWith("[]")) {
            return arrayOf(parse(name.substring(0, name.length() - 2), loader));
        }
        int open = name.indexOf('<');
        if (open < 0) {
            return of(load(name, loader));
        }
        List<JavaType> arguments = new ArrayList<>();
        int depth = 0;
        int start = open + 1;
        for (int i = start; i < name.length(); i++) {
            char next = name.charAt(i);
            if (depth == 0 && (next == ',' || i == name.length() - 1)) {
                arguments.add(parse(name.substring(start, i), loader));
                start = i + 1;
            }
            depth += next == '<' ? 1 : next == '>' ? -1 : 0;
        }
        return new JavaType(load(name.substring(0, open), loader), List.copyOf(arguments));
    }

    private static Class<?> load(String name, ClassLoader loader) throws ClassNotFoundException {
        for (Class<?> primitive : PRIMITIVES) {
            if (primitive.getName().equals(name)) {
                return primitive;
            }
        }
        return Class.forName(name, false, loader);
    }

    private static JavaType arrayOf(JavaType component) {
        return new JavaType(Array.newInstance(component.raw(), 0).getClass(), List.of(component));
    }

    private static Class<?> erase(Type type) {
        if (type instanceof Class<?> raw) {
            return raw;
        }
        if (type instanceof ParameterizedType generic) {
            return (Class<?>) generic.getRawType();
        }
        if (type instanceof TypeVariable<?> variable) {
            return erase(variable.getBounds()[0]);
        }
        return Object.class;
    }
}
