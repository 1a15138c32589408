/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.io.Serializable;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;

/**
 * The type of rows whose columns have names and types, for the declaration of what holds such rows: a state, or the keys of a
 * store. Snapshots show the columns by their names; a later version that declares other columns finds those of the same name.
 *
 * @param raw {@link RowData}, or {@link List} where the values of a row lie in a list
 * @param names of the columns, each its own
 * @param types of the columns, each of which may be null; {@code Object} where it is to be learned from the values
 */
public record RowType(Class<?> raw, List<String> names, List<Type> types) implements Type, Serializable {
    /** @throws IllegalArgumentException if there are not as many types as names, or two columns have one name */
    public RowType {
        names = List.copyOf(names);
        types = List.copyOf(types);
        if (names.size() != types.size()) {
            throw new IllegalArgumentException(names.size() + " columns have " + types.size() + " types");
        }
        if (new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("Two columns have the same name: " + names);
        }
        if (raw != RowData.class && raw != List.class) {
            throw new IllegalArgumentException("A " + raw.getName() + " is no row");
        }
    }

    /** Returns the type of {@link RowData}. */
    public static RowType of(List<String> names, List<? extends Type> types) {
        return new RowType(RowData.class, names, List.copyOf(types));
    }

    /** Returns the type of lists of the values of rows, as rows within rows are. */
    public static RowType inLists(List<String> names, List<? extends Type> types) {
        return new RowType(List.class, names, List.copyOf(types));
    }

    @Override
    public String getTypeName() {
        return JavaType.of(this).description();
    }
}
