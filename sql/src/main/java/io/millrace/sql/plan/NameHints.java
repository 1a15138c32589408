/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import java.util.List;

/** The names that a statement could have meant where it has one that is not there. */
record NameHints(List<String> columns) {
    NameHints {
        columns = List.copyOf(columns);
    }
}
