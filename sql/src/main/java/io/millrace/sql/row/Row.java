/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.row;

import io.millrace.data.RowKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table, or of its changelog, as programs see it: fields by position, of Java's usual types. A {@code TIMESTAMP} is
 * a {@code LocalDateTime}, a {@code TIMESTAMP_LTZ} an {@code Instant}, a {@code DECIMAL} a {@code BigDecimal}, an {@code ARRAY} a
 * {@code List}.
 */
public final class Row {
    private final RowKind kind;
    private final @Nullable Object[] fields;
    private final @Nullable List<String> names;

    private Row(RowKind kind, @Nullable Object[] fields, @Nullable List<String> names) {
        this.kind = kind;
        this.fields = fields;
        this.names = names;
    }

    /** Returns a row that is inserted. */
    public static Row of(@Nullable Object... fields) {
        return ofKind(RowKind.INSERT, fields);
    }

    public static Row ofKind(RowKind kind, @Nullable Object... fields) {
        return new Row(kind, fields.clone(), null);
    }

    public RowKind getKind() {
        return kind;
    }

    /** Returns the same fields as another change. */
    public Row withKind(RowKind newKind) {
        return new Row(newKind, fields, names);
    }

    /**
     * Returns the same row with names for its fields, which take no part in whether rows are equal.
     *
     * @param newNames one for each field; kept as it is
     */
    public Row withNames(List<String> newNames) {
        if (newNames.size() != fields.length) {
            throw new IllegalArgumentException(fields.length + " fields cannot have the names " + newNames);
        }
        return new Row(kind, fields, newNames);
    }

    public int getArity() {
        return fields.length;
    }

    /**
     * @param position from 0
     * @throws IndexOutOfBoundsException if there is no such field
     */
    public @Nullable Object getField(int position) {
        return fields[Objects.checkIndex(position, fields.length)];
    }

    /** As {@link #getField}, of the type that the caller wants. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> @Nullable T getFieldAs(int position) {
        return (T) getField(position);
    }

    /**
     * Returns a field of a row that has names, as those have that a process table function takes.
     *
     * @throws IllegalArgumentException if it has no field of that name
     */
    public @Nullable Object getField(String name) {
        int position = names == null ? -1 : names.indexOf(name);
        if (position < 0) {
            throw new IllegalArgumentException(
                    "There is no field '" + name + "' in a row " + (names == null ? "without names" : "with " + names));
        }
        return fields[position];
    }

    /** As {@link #getField(String)}, of the type that the caller wants. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> @Nullable T getFieldAs(String name) {
        return (T) getField(name);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row that && kind == that.kind && Arrays.deepEquals(fields, that.fields);
    }

    @Override
    public int hashCode() {
        return 31 * kind.shortString().hashCode() + Arrays.deepHashCode(fields);
    }

    /** Returns what the connector {@code print} shows: {@code +I[7, bread, null]}. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", kind.shortString() + "[", "]");
        for (Object field : fields) {
            text.add(text(field));
        }
        return text.toString();
    }

    /** Returns a value as {@link #toString} shows it. */
    public static String text(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return Arrays.toString(bytes);
        } else if (value instanceof List<?> list) {
            List<String> elements = new ArrayList<>();
            list.forEach(element -> elements.add(text(element)));
            return elements.toString();
        } else if (value instanceof Map<?, ?> map) {
            StringJoiner text = new StringJoiner(", ", "{", "}");
            map.forEach((key, each) -> text.add(text(key) + "=" + text(each)));
            return text.toString();
        }
        return String.valueOf(value);
    }
}
