/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.runtime;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An element of an array as SQL compares it: bytes by what they are, zeros whatever their sign, and nested values element by element. Nulls are equal. */
record ElementKey(@Nullable Object element) {

    /** Returns whether two elements of one type are equal. */
    static boolean same(@Nullable Object left, @Nullable Object right) {
        if (left == null || right == null) {
            return left == right;
        } else if (left instanceof byte[] bytes && right instanceof byte[] others) {
            return Arrays.equals(bytes, others);
        } else if (left instanceof Double number && right instanceof Double other) {
            return number.doubleValue() == other.doubleValue();
        } else if (left instanceof Float number && right instanceof Float other) {
            return number.floatValue() == other.floatValue();
        } else if (left instanceof List<?> list && right instanceof List<?> other) {
            return sameElements(list, other);
        } else if (left instanceof Map<?, ?> map && right instanceof Map<?, ?> other) {
            return sameEntries(map, other);
        }
        return left.equals(right);
    }

    private static boolean sameElements(List<?> left, List<?> right) {
        if (left.size() != right.size()) {
            return false;
        }
        Iterator<?> others = right.iterator();
        return left.stream().allMatch(element -> same(element, others.next()));
    }

    private static boolean sameEntries(Map<?, ?> left, Map<?, ?> right) {
        return left.size() == right.size()
                && left.entrySet().stream()
                        .allMatch(entry ->
                                right.containsKey(entry.getKey()) && same(entry.getValue(), right.get(entry.getKey())));
    }

    /**
     * Compares two elements of one type that has an order.
     *
     * @return less than 0, 0 or greater than 0
     */
    static int compare(Object left, Object right) {
        if (left instanceof String text && right instanceof String other) {
            return Strings.compare(text, other);
        } else if (left instanceof byte[] bytes && right instanceof byte[] others) {
            return Arrays.compareUnsigned(bytes, others);
        } else if (left instanceof Comparable<?> comparable) {
            return ordered(comparable, right);
        }
        throw new IllegalArgumentException("Values of " + left.getClass().getSimpleName() + " have no order.");
    }

    @SuppressWarnings("unchecked")
    private static int ordered(Comparable<?> left, Object right) {
        return ((Comparable<Object>) left).compareTo(right);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ElementKey key && same(element, key.element);
    }

    @Override
    public int hashCode() {
        return hash(element);
    }

    private static int hash(@Nullable Object element) {
        if (element instanceof byte[] bytes) {
            return Arrays.hashCode(bytes);
        } else if (element instanceof Double number) {
            return Double.hashCode(number + 0.0);
        } else if (element instanceof Float number) {
            return Float.hashCode(number + 0.0f);
        } else if (element instanceof List<?> list) {
            int hash = 1;
            for (Object inner : list) {
                hash = 31 * hash + hash(inner);
            }
            return hash;
        } else if (element instanceof Map<?, ?> map) {
            return map.size();
        }
        return Objects.hashCode(element);
    }
}
