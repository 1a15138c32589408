/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * The values of some columns at one row, as state and keys hold them. Immutable: whoever makes one gives its array away, and
 * nobody changes the values. Values are boxed as they lie in columns; a byte array counts by its content.
 */
public final class RowData {
    static final int PRIME = 31;

    private final @Nullable Object[] values;
    private int hash; // 0 until it is asked for, and computed again where it is 0

    private RowData(@Nullable Object[] values) {
        this.values = values;
    }

    /** Makes a row of values, which may be null, and whose array is given away. */
    @NullUnmarked // in class files, checkers do not see that elements of arrays may be null
    public static RowData of(@Nullable Object... values) {
        return new RowData(values);
    }

    /** Returns how many values there are. */
    public int size() {
        return values.length;
    }

    /** Returns the value of a column; null is a value. */
    public @Nullable Object get(int column) {
        return values[column];
    }

    /** Returns the values, to look at. */
    public List<@Nullable Object> values() {
        return Collections.unmodifiableList(Arrays.<@Nullable Object>asList(values));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof RowData row) || row.values.length != values.length || row.hashCode() != hashCode()) {
            return false;
        }
        return areEqual(Arrays.asList(values), Arrays.asList(row.values));
    }

    /** The same in every run of every JVM: by it keys find their key groups. */
    @Override
    public int hashCode() {
        int known = hash;
        if (known == 0) {
            for (Object value : values) {
                known = PRIME * known + hashOf(value);
            }
            hash = known;
        }
        return known;
    }

    /** Returns whether two values are equal as those of rows are: bytes by their content. */
    public static boolean areEqual(@Nullable Object left, @Nullable Object right) {
        // texts first: that one is no List and no Map, the JVM finds out by going through its interfaces, each time
        if (left == right) {
            return true;
        } else if (left instanceof String text) {
            return text.equals(right);
        } else if (left instanceof byte[] bytes) {
            return right instanceof byte[] others && Arrays.equals(bytes, others);
        } else if (left instanceof List<?> list) {
            return right instanceof List<?> other && areEqual(list, other);
        } else if (left instanceof Map<?, ?> map) {
            return right instanceof Map<?, ?> other && areEqual(map, other);
        }
        return Objects.equals(left, right);
    }

    private static boolean areEqual(List<?> left, List<?> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!areEqual(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean areEqual(Map<?, ?> left, Map<?, ?> right) {
        for (Map.Entry<?, ?> entry : left.entrySet()) {
            if (!right.containsKey(entry.getKey()) || !areEqual(entry.getValue(), right.get(entry.getKey()))) {
                return false;
            }
        }
        return left.size() == right.size();
    }

    /** Returns the hash of one value, the same in every run: those of the values' classes are fixed by their specifications. */
    public static int hashOf(@Nullable Object value) {
        if (value instanceof String text) { // as in areEqual
            return text.hashCode();
        } else if (value instanceof byte[] bytes) {
            return Arrays.hashCode(bytes);
        } else if (value instanceof List<?> list) {
            int hash = 1;
            for (Object element : list) {
                hash = PRIME * hash + hashOf(element);
            }
            return hash;
        } else if (value instanceof Map<?, ?> map) {
            int hash = 0;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                hash += hashOf(entry.getKey()) ^ hashOf(entry.getValue());
            }
            return hash;
        }
        return Objects.hashCode(value);
    }

    @Override
    public String toString() {
        return Arrays.deepToString(values);
    }
}
