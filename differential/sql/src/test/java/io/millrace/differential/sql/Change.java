/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql;

import io.millrace.data.RowKind;
import io.millrace.sql.row.Row;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A change of an input.
 *
 * @param values of Java's usual types, null for null, and lists for rows and arrays
 * @param entity what it is a change of: changes of one entity are never read out of order
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Change(RowKind kind, @Nullable Object[] values, int entity) implements Serializable {
    /** Returns the values as text, as an answer has them. */
    public List<String> texts() {
        return Arrays.stream(values).map(ValueText::of).collect(Collectors.toList());
    }

    @Override
    public String toString() {
        return Row.ofKind(kind, texts().toArray()).toString();
    }
}
