/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import io.millrace.data.Codecs;
import io.millrace.function.ReduceFunction;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reduces elements by one field, named as the record component or field is. */
final class FieldReducer<T> implements ReduceFunction<T> {
    private static final long serialVersionUID = 1L;

    private enum Kind {
        SUM,
        MIN,
        MAX,
        MIN_BY,
        MAX_BY
    }

    private final Kind kind;
    private final String field;

    private FieldReducer(Kind kind, String field) {
        this.kind = kind;
        this.field = field;
    }

    static <T> FieldReducer<T> sum(String field) {
        return new FieldReducer<>(Kind.SUM, field);
    }

    static <T> FieldReducer<T> min(String field) {
        return new FieldReducer<>(Kind.MIN, field);
    }

    static <T> FieldReducer<T> max(String field) {
        return new FieldReducer<>(Kind.MAX, field);
    }

    static <T> FieldReducer<T> minBy(String field) {
        return new FieldReducer<>(Kind.MIN_BY, field);
    }

    static <T> FieldReducer<T> maxBy(String field) {
        return new FieldReducer<>(Kind.MAX_BY, field);
    }

    @Override
    public T reduce(T first, T second) throws Exception {
        FieldAccess access = FieldAccess.of(first.getClass(), field);
        Object a = access.get(first);
        Object b = access.get(second);
        return switch (kind) {
            case SUM -> access.with(first, FieldAccess.add(a, b, field));
            case MIN -> compare(b, a) < 0 ? access.with(first, b) : first;
            case MAX -> compare(b, a) > 0 ? access.with(first, b) : first;
            case MIN_BY -> compare(b, a) < 0 ? second : first;
            case MAX_BY -> compare(b, a) > 0 ? second : first;
        };
    }

    @SuppressWarnings("unchecked")
    private int compare(Object a, Object b) {
        if (!(a instanceof Comparable<?>)) {
            throw new IllegalArgumentException(
                    "Field '" + field + "' is of type " + a.getClass().getName() + ", whose values cannot be compared");
        }
        return ((Comparable<Object>) a).compareTo(b);
    }

    /** Reads and replaces one field of one class. */
    private static final class FieldAccess {
        private static final ClassValue<Map<String, FieldAccess>> KNOWN = new ClassValue<>() {
            @Override
            protected Map<String, FieldAccess> computeValue(Class<?> type) {
                return java.util.Collections.synchronizedMap(new LinkedHashMap<>());
            }
        };

        private final Field field;
        private final @Nullable Constructor<?> constructor;
        private final Field[] components;

        private FieldAccess(Class<?> type, String name) {
            try {
                field = find(type, name);
                field.setAccessible(true);
                if (type.isRecord()) {
                    RecordComponent[] recordComponents = type.getRecordComponents();
                    constructor = type.getDeclaredConstructor(Arrays.stream(recordComponents)
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new));
                    constructor.setAccessible(true);
                    components = new Field[recordComponents.length];
                    for (int i = 0; i < components.length; i++) {
                        components[i] = type.getDeclaredField(recordComponents[i].getName());
                        components[i].setAccessible(true);
                    }
                } else {
                    constructor = null;
                    components = new Field[0];
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException("Cannot use field '" + name + "' of " + type.getName(), e);
            }
        }

        private static Field find(Class<?> type, String name) {
            for (Class<?> current = type; current != null; current = current.getSuperclass()) {
                for (Field candidate : current.getDeclaredFields()) {
                    if (candidate.getName().equals(name)) {
                        return candidate;
                    }
                }
            }
            throw new IllegalArgumentException(type.getName() + " has no field '" + name + "'; it has "
                    + Arrays.stream(type.getDeclaredFields())
                            .map(Field::getName)
                            .toList());
        }

        static FieldAccess of(Class<?> type, String name) {
            return KNOWN.get(type).computeIfAbsent(name, unused -> new FieldAccess(type, name));
        }

        Object get(Object element) throws IllegalAccessException {
            Object value = field.get(element);
            if (value == null) {
                throw new NullPointerException("Field '" + field.getName() + "' is null in " + element);
            }
            return value;
        }

        /** Returns a copy of the element with another value in the field. */
        @SuppressWarnings("unchecked")
        <X> X with(X element, Object value) throws ReflectiveOperationException {
            if (constructor == null) {
                X copy = (X) ((io.millrace.data.Codec<Object>) (Object) Codecs.of(element.getClass())).copy(element);
                field.set(copy, value);
                return copy;
            }
            Object[] arguments = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                arguments[i] = components[i].equals(field) ? value : components[i].get(element);
            }
            return (X) constructor.newInstance(arguments);
        }

        static Object add(Object a, Object b, String name) {
            if (a instanceof Integer x && b instanceof Integer y) {
                return x + y;
            } else if (a instanceof Long x && b instanceof Long y) {
                return x + y;
            } else if (a instanceof Double x && b instanceof Double y) {
                return x + y;
            } else if (a instanceof Float x && b instanceof Float y) {
                return x + y;
            } else if (a instanceof Short x && b instanceof Short y) {
                return (short) (x + y);
            } else if (a instanceof Byte x && b instanceof Byte y) {
                return (byte) (x + y);
            } else if (a instanceof java.math.BigDecimal x && b instanceof java.math.BigDecimal y) {
                return x.add(y);
            }
            throw new IllegalArgumentException("Field '" + name + "' is of type "
                    + a.getClass().getName() + ", which cannot be added up; use reduce(...)");
        }
    }
}
