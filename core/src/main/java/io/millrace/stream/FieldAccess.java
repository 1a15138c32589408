/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import io.millrace.data.Codec;
import io.millrace.data.Codecs;
import io.millrace.data.PerClass;
import io.millrace.tuple.Tuple;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads and replaces one field of the elements of one class.
 *
 * <p>A field is named as the record component or field is ({@code amount}), through other fields where it lies deeper
 * ({@code order.amount}), by its position in a tuple, an array or a record ({@code 2}), or is the element itself
 * ({@code *}, or {@code 0} for a number).
 */
abstract class FieldAccess {
    private static final PerClass<Map<String, FieldAccess>> KNOWN = new PerClass<>() {
        @Override
        protected Map<String, FieldAccess> compute(Class<?> type) {
            return Collections.synchronizedMap(new LinkedHashMap<>());
        }
    };

    private FieldAccess() {}

    abstract @Nullable Object read(Object element) throws ReflectiveOperationException;

    /** Returns a copy of the element with another value in the field. */
    abstract Object with(Object element, Object value) throws ReflectiveOperationException;

    final Object get(Object element, String path) throws ReflectiveOperationException {
        Object value = read(element);
        if (value == null) {
            throw new NullPointerException("Field '" + path + "' is null in " + element);
        }
        return value;
    }

    static FieldAccess of(Class<?> type, String path) {
        Map<String, FieldAccess> known = KNOWN.get(type);
        FieldAccess access = known.get(path);
        if (access == null) {
            access = derive(type, path);
            known.put(path, access);
        }
        return access;
    }

    private static FieldAccess derive(Class<?> type, String path) {
        int dot = path.indexOf('.');
        if (dot >= 0) {
            return new Nested(derive(type, path.substring(0, dot)), path.substring(dot + 1));
        }
        boolean position = !path.isEmpty() && path.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean scalar = Number.class.isAssignableFrom(type) || type.getName().startsWith("java.lang.");
        if (path.equals("*") || (position && scalar && Integer.parseInt(path) == 0)) {
            return new Whole();
        }
        if (position && type.isArray()) {
            return new Element(Integer.parseInt(path));
        }
        if (type.isRecord()) {
            return new OfRecord(type, position ? component(type, Integer.parseInt(path)) : path);
        }
        if (position && !Tuple.class.isAssignableFrom(type)) {
            throw new IllegalArgumentException("Position " + path + " says nothing of a " + type.getName()
                    + ": positions are for tuples, arrays and records. Name the field.");
        }
        return new OfObject(type, position ? "f" + path : path);
    }

    private static String component(Class<?> type, int position) {
        RecordComponent[] components = type.getRecordComponents();
        if (position >= components.length) {
            throw new IllegalArgumentException(type.getName() + " has the components 0 to " + (components.length - 1)
                    + ", and none at position " + position);
        }
        return components[position].getName();
    }

    private static Field find(Class<?> type, String name) {
        for (Class<?> current = type; current != null; current = current.getSuperclass()) {
            for (Field candidate : current.getDeclaredFields()) {
                if (candidate.getName().equals(name)) {
                    candidate.setAccessible(true);
                    return candidate;
                }
            }
        }
        List<String> names =
                Arrays.stream(type.getDeclaredFields()).map(Field::getName).toList();
        throw new IllegalArgumentException(type.getName() + " has no field '" + name + "'; it has " + names);
    }

    /** The element itself. */
    private static final class Whole extends FieldAccess {
        @Override
        Object read(Object element) {
            return element;
        }

        @Override
        Object with(Object element, Object value) {
            return value;
        }
    }

    /** A place in an array. */
    private static final class Element extends FieldAccess {
        private final int index;

        Element(int index) {
            this.index = index;
        }

        @Override
        @Nullable
        Object read(Object element) {
            return Array.get(element, index);
        }

        @Override
        Object with(Object element, Object value) {
            int length = Array.getLength(element);
            Object copy = Array.newInstance(element.getClass().getComponentType(), length);
            System.arraycopy(element, 0, copy, 0, length);
            Array.set(copy, index, value);
            return copy;
        }
    }

    /** A field of a field. */
    private static final class Nested extends FieldAccess {
        private final FieldAccess outer;
        private final String inner;

        Nested(FieldAccess outer, String inner) {
            this.outer = outer;
            this.inner = inner;
        }

        @Override
        @Nullable
        Object read(Object element) throws ReflectiveOperationException {
            Object holder = outer.read(element);
            return holder == null ? null : of(holder.getClass(), inner).read(holder);
        }

        @Override
        Object with(Object element, Object value) throws ReflectiveOperationException {
            Object holder = outer.get(element, inner);
            return outer.with(element, of(holder.getClass(), inner).with(holder, value));
        }
    }

    /** A component of a record, which is replaced by making a new one. */
    private static final class OfRecord extends FieldAccess {
        private final Field field;
        private final Field[] components;
        private final Constructor<?> constructor;

        OfRecord(Class<?> type, String name) {
            field = find(type, name);
            RecordComponent[] declared = type.getRecordComponents();
            components = Arrays.stream(declared)
                    .map(component -> find(type, component.getName()))
                    .toArray(Field[]::new);
            try {
                constructor = type.getDeclaredConstructor(
                        Arrays.stream(declared).map(RecordComponent::getType).toArray(Class<?>[]::new));
                constructor.setAccessible(true);
            } catch (NoSuchMethodException e) {
                throw new IllegalArgumentException("Cannot use field '" + name + "' of " + type.getName(), e);
            }
        }

        @Override
        @Nullable
        Object read(Object element) throws IllegalAccessException {
            return field.get(element);
        }

        @Override
        Object with(Object element, Object value) throws ReflectiveOperationException {
            @Nullable Object[] arguments = new @Nullable Object[components.length];
            for (int i = 0; i < components.length; i++) {
                arguments[i] = components[i].equals(field) ? value : components[i].get(element);
            }
            return constructor.newInstance(arguments);
        }
    }

    /** A field of a POJO or tuple, which is replaced in a copy. */
    private static final class OfObject extends FieldAccess {
        private final Field field;

        OfObject(Class<?> type, String name) {
            field = find(type, name);
        }

        @Override
        @Nullable
        Object read(Object element) throws IllegalAccessException {
            return field.get(element);
        }

        @Override
        @SuppressWarnings("unchecked")
        Object with(Object element, Object value) throws IllegalAccessException {
            // A tuple's fields are of unknown types, so its values stay shared; they are nobody's to change.
            Object copy = element instanceof Tuple tuple
                    ? tuple.copy()
                    : ((Codec<Object>) (Object) Codecs.of(element.getClass())).copy(element);
            field.set(copy, value);
            return copy;
        }
    }
}
