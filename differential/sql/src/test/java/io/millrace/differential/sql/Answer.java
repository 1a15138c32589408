/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql;

import io.millrace.data.RowKind;
import java.util.List;

/** What an engine makes of a query. */
public sealed interface Answer {
    /**
     * Its changelog.
     *
     * @param types of the columns, without whether they may be null
     * @param rows in the order in which they came
     */
    record Rows(List<String> types, List<ChangedRow> rows) implements Answer {
        /** Copies the lists. */
        public Rows {
            types = List.copyOf(types);
            rows = List.copyOf(rows);
        }
    }

    /** A row of a changelog, its values as {@link ValueText} has them. */
    record ChangedRow(RowKind kind, String values) {
        boolean adds() {
            return kind == RowKind.INSERT || kind == RowKind.UPDATE_AFTER;
        }

        @Override
        public String toString() {
            return kind.shortString() + values;
        }
    }

    /** It does not run it: says so before anything runs. */
    record Refused(String why) implements Answer {}

    /** It ran it, and failed. */
    record Failed(String why) implements Answer {}

    /** Returns the innermost message of a failure, with the kind of failure, on one line. */
    static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        String text = innermost.getClass().getSimpleName() + ": " + innermost.getMessage();
        return text.replaceAll("\\s+", " ");
    }
}
