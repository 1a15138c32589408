/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import io.millrace.function.ReduceFunction;

/** Reduces elements by one field, named as {@link FieldAccess} says. Of equal elements, the first or the last stays. */
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
    private final boolean first;

    private FieldReducer(Kind kind, String field, boolean first) {
        this.kind = kind;
        this.field = field;
        this.first = first;
    }

    static <T> FieldReducer<T> sum(String field) {
        return new FieldReducer<>(Kind.SUM, field, true);
    }

    static <T> FieldReducer<T> min(String field) {
        return new FieldReducer<>(Kind.MIN, field, true);
    }

    static <T> FieldReducer<T> max(String field) {
        return new FieldReducer<>(Kind.MAX, field, true);
    }

    static <T> FieldReducer<T> minBy(String field, boolean first) {
        return new FieldReducer<>(Kind.MIN_BY, field, first);
    }

    static <T> FieldReducer<T> maxBy(String field, boolean first) {
        return new FieldReducer<>(Kind.MAX_BY, field, first);
    }

    @Override
    public T reduce(T first, T second) throws Exception {
        FieldAccess access = FieldAccess.of(first.getClass(), field);
        Object a = access.get(first, field);
        Object b = access.get(second, field);
        return switch (kind) {
            case SUM -> cast(access.with(first, add(a, b, field)));
            case MIN -> compare(b, a) < 0 ? cast(access.with(first, b)) : first;
            case MAX -> compare(b, a) > 0 ? cast(access.with(first, b)) : first;
            case MIN_BY -> isBetter(compare(a, b)) ? second : first;
            case MAX_BY -> isBetter(compare(b, a)) ? second : first;
        };
    }

    private boolean isBetter(int difference) {
        return difference > 0 || (difference == 0 && !first);
    }

    private T cast(Object element) {
        return DataStream.cast(element);
    }

    @SuppressWarnings("unchecked")
    private int compare(Object a, Object b) {
        if (!(a instanceof Comparable<?>)) {
            throw new IllegalArgumentException(
                    "Field '" + field + "' is of type " + a.getClass().getName() + ", whose values cannot be compared");
        }
        return ((Comparable<Object>) a).compareTo(b);
    }

    private static Object add(Object a, Object b, String name) {
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
