/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of some columns at one row, as state and keys hold them. Immutable: whoever makes one gives its array away, and
 * nobody changes the values. Values are boxed as they lie in columns; a byte array counts by its content.
 */
public final class RowData {
    private static final int PRIME = 31;

    private final @Nullable Object[] values;
    private int hash; // 0 until it is asked for, and computed again where it is 0

    private RowData(@Nullable Object[] values) {
        this.values = values;
    }

    /** Makes a row of values, whose array is given away. */
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
        return Arrays.deepEquals(values, row.values);
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

    /** Returns the hash of one value, the same in every run: those of the values' classes are fixed by their specifications. */
    private static int hashOf(@Nullable Object value) {
        return value instanceof byte[] bytes ? Arrays.hashCode(bytes) : value == null ? 0 : value.hashCode();
    }

    @Override
    public String toString() {
        return Arrays.deepToString(values);
    }
}
