/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.table;

import io.millrace.benchmarks.nexmark.generator.EventKind;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column of the table of all events.
 *
 * @param kind whose fields the rows in it have; null for the column that tells the kind
 * @param fields which of the kind's fields, by position
 */
record NestedColumn(@Nullable EventKind kind, List<Integer> fields) implements Serializable {

    static final NestedColumn EVENT_TYPE = new NestedColumn(null, List.of());

    NestedColumn {
        fields = List.copyOf(fields);
    }
}
