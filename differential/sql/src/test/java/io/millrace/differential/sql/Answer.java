/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql;

import io.millrace.data.RowKind;
import java.util.List;
import java.util.regex.Pattern;

/** What an engine makes of a query. */
public sealed interface Answer {
    /**
     * Its changelog.
     *
     * @param types of the columns, without whether they may be null themselves
     * @param rows in the order in which they came
     */
    record Rows(List<String> types, List<ChangedRow> rows) implements Answer {
        /** Copies the lists. */
        public Rows {
            types = types.stream()
                    .map(type -> type.replaceFirst(" NOT NULL$", ""))
                    .toList();
            rows = List.copyOf(rows);
        }

        /** Returns the same rows, with 0.0 for -0.0; texts stay as they are. */
        Rows withoutSignsOfZero() {
            return new Rows(
                    types,
                    rows.stream()
                            .map(row -> new ChangedRow(
                                    row.kind(),
                                    NEGATIVE_ZERO.matcher(row.values()).replaceAll("0.0")))
                            .toList());
        }
    }

    /** As a value of its own: between brackets, commas and equals signs. */
    Pattern NEGATIVE_ZERO = Pattern.compile("(?<=[\\[ =])-0\\.0(?=[\\],}])");

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
