/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.record;

import io.millrace.data.Access;
import io.millrace.data.JavaType;
import io.millrace.sql.parser.SqlException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The components of a class whose objects are rows: those of a Java record, or the fields of a tuple or another class with an empty constructor. Immutable. */
final class RecordShape {

    /** @param access reads it */
    record Component(String name, JavaType type, Access access) {}

    /** Makes an object of the values of its components, boxed, in their order. */
    interface Maker {
        Object make(@Nullable Object[] values);
    }

    private final List<Component> components;
    private final Maker maker;

    private RecordShape(List<Component> components, Maker maker) {
        this.components = List.copyOf(components);
        this.maker = maker;
    }

    /**
     * Returns the shape of a class, or null if it has none.
     *
     * @throws SqlException if the module of the class is closed
     */
    static @Nullable RecordShape of(JavaType type) {
        try {
            if (type.raw().isRecord()) {
                return ofRecord(type);
            }
            return isOwn(type.raw()) ? ofFields(type) : null;
        } catch (IllegalAccessException closed) {
            throw SqlException.of("The components of " + type.raw().getName()
                    + " cannot be reached: its module must open its package to io.millrace.");
        }
    }

    List<Component> components() {
        return components;
    }

    List<String> names() {
        return components.stream().map(Component::name).toList();
    }

    Object make(@Nullable Object[] values) {
        return maker.make(values);
    }

    private static RecordShape ofRecord(JavaType type) throws IllegalAccessException {
        Class<?> raw = type.raw();
        List<Component> components = new ArrayList<>();
        List<Class<?>> signature = new ArrayList<>();
        for (RecordComponent component : raw.getRecordComponents()) {
            JavaType of = JavaType.resolve(component.getGenericType(), type.bindings());
            components.add(new Component(component.getName(), of, Access.of(component.getAccessor())));
            signature.add(component.getType());
        }
        MethodHandle constructor = constructor(raw, signature)
                .asSpreader(Object[].class, signature.size())
                .asType(MethodType.methodType(Object.class, Object[].class));
        return new RecordShape(components, values -> {
            try {
                return (Object) constructor.invokeExact(values);
            } catch (Throwable failure) {
                throw unchecked(failure);
            }
        });
    }

    private static MethodHandle constructor(Class<?> raw, List<Class<?>> signature) throws IllegalAccessException {
        try {
            return MethodHandles.privateLookupIn(raw, MethodHandles.lookup())
                    .findConstructor(raw, MethodType.methodType(void.class, signature));
        } catch (NoSuchMethodException isAlwaysThere) {
            throw new IllegalStateException(isAlwaysThere);
        }
    }

    /** Whether a class may be looked into: one that has a state of its own, and is no part of the platform. */
    private static boolean isOwn(Class<?> raw) {
        return !raw.isPrimitive()
                && !raw.isArray()
                && !raw.isInterface()
                && !raw.isEnum()
                && !Modifier.isAbstract(raw.getModifiers())
                && raw.getClassLoader() != null
                && raw.getClassLoader() != ClassLoader.getPlatformClassLoader();
    }

    private static @Nullable RecordShape ofFields(JavaType type) throws IllegalAccessException {
        Constructor<?> constructor;
        try {
            constructor = type.raw().getDeclaredConstructor();
        } catch (NoSuchMethodException none) {
            return null;
        }
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type.raw(), MethodHandles.lookup());
        MethodHandle create = lookup.unreflectConstructor(constructor).asType(MethodType.methodType(Object.class));
        List<Component> components = new ArrayList<>();
        List<MethodHandle> setters = new ArrayList<>();
        addFields(type, components, setters);
        MethodHandle[] set = setters.toArray(new MethodHandle[0]);
        return components.isEmpty()
                ? null
                : new RecordShape(components, values -> {
                    try {
                        Object made = (Object) create.invokeExact();
                        for (int i = 0; i < set.length; i++) {
                            set[i].invokeExact(made, values[i]);
                        }
                        return made;
                    } catch (Throwable failure) {
                        throw unchecked(failure);
                    }
                });
    }

    private static void addFields(JavaType type, List<Component> components, List<MethodHandle> setters)
            throws IllegalAccessException {
        Class<?> parent = type.raw().getSuperclass();
        if (parent != null && isOwnOrAbstract(parent)) {
            addFields(JavaType.resolve(type.raw().getGenericSuperclass(), type.bindings()), components, setters);
        }
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type.raw(), MethodHandles.lookup());
        for (Field field : type.raw().getDeclaredFields()) {
            int modifiers = field.getModifiers();
            if (Modifier.isStatic(modifiers) || Modifier.isTransient(modifiers) || field.isSynthetic()) {
                continue;
            }
            if (Modifier.isFinal(modifiers)) {
                throw SqlException.of("The field '" + field.getName() + "' of "
                        + type.raw().getName()
                        + " is final, so that no row can be made such an object. Make the class a record.");
            }
            Method getter = method(type.raw(), field, "get", "is");
            JavaType of = JavaType.resolve(field.getGenericType(), type.bindings());
            components.add(new Component(field.getName(), of, getter == null ? Access.of(field) : Access.of(getter)));
            setters.add(setter(lookup, type.raw(), field)
                    .asType(MethodType.methodType(void.class, Object.class, Object.class)));
        }
    }

    private static boolean isOwnOrAbstract(Class<?> raw) {
        return raw.getClassLoader() != null && raw.getClassLoader() != ClassLoader.getPlatformClassLoader();
    }

    private static MethodHandle setter(MethodHandles.Lookup lookup, Class<?> owner, Field field)
            throws IllegalAccessException {
        try {
            return lookup.unreflect(owner.getMethod("set" + capitalized(field), field.getType()));
        } catch (NoSuchMethodException none) {
            return lookup.unreflectSetter(field);
        }
    }

    private static @Nullable Method method(Class<?> owner, Field field, String... prefixes) {
        for (String prefix : prefixes) {
            try {
                Method method = owner.getMethod(prefix + capitalized(field));
                if (method.getReturnType() == field.getType() && !Modifier.isStatic(method.getModifiers())) {
                    return method;
                }
            } catch (NoSuchMethodException none) {
                // The next one, or the field itself.
            }
        }
        return null;
    }

    private static String capitalized(Field field) {
        String name = field.getName();
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException runtime
                ? runtime
                : new IllegalStateException("A constructor failed", failure);
    }

    /** Returns the class of the objects of a type: that of the boxes of a primitive one. */
    static Class<?> boxed(Class<?> raw) {
        return BOXES.getOrDefault(raw, raw);
    }

    private static final Map<Class<?>, Class<?>> BOXES = Map.of(
            boolean.class, Boolean.class,
            byte.class, Byte.class,
            short.class, Short.class,
            char.class, Character.class,
            int.class, Integer.class,
            long.class, Long.class,
            float.class, Float.class,
            double.class, Double.class);

    /** Returns a type as a program would name it. */
    static String name(JavaType type) {
        if (type.raw().isArray()) {
            return name(type.argument(0)) + "[]";
        }
        String simple = type.raw().getSimpleName();
        return type.arguments().isEmpty()
                ? simple
                : simple
                        + "<"
                        + String.join(
                                ", ",
                                type.arguments().stream().map(RecordShape::name).toList())
                        + ">";
    }
}
