/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.table;

import io.millrace.benchmarks.nexmark.generator.EventKind;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A column that is made of the events of all kinds. */
sealed interface NestedColumn extends Serializable {

    /** Returns of which kind of event it tells; null where of all. */
    @Nullable
    EventKind kind();

    /** The kind of each event, as a number. */
    record Number() implements NestedColumn {
        @Override
        public @Nullable EventKind kind() {
            return null;
        }
    }

    /**
     * Rows of the events of one kind, and null for the others.
     *
     * @param fields which of the kind's fields the rows have, by position
     */
    record Rows(EventKind kind, List<Integer> fields) implements NestedColumn {
        public Rows {
            fields = List.copyOf(fields);
        }
    }

    /** A field of the events of one kind, and null for the others. */
    record Field(EventKind kind, int field) implements NestedColumn {
        /** Returns whether it is the time, which events of all kinds have. */
        boolean isDateTime() {
            return EventField.of(kind).get(field).equals(EventField.DATE_TIME);
        }
    }
}
