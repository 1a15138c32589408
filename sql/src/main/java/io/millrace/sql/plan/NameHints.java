/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import io.millrace.sql.function.FunctionTable;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names that a statement could have meant where it has one that is not there.
 *
 * @param functions those that the session has beside the built-in ones
 */
record NameHints(List<String> columns, List<String> functions) {
    NameHints {
        columns = List.copyOf(columns);
        functions = List.copyOf(functions);
    }

    NameHints(List<String> columns) {
        this(columns, List.of());
    }

    /** Returns the names of all functions. */
    Set<String> allFunctions() {
        Set<String> names = new TreeSet<>(FunctionTable.INSTANCE.names());
        names.addAll(functions);
        return names;
    }
}
