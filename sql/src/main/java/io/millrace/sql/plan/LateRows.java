/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import io.millrace.sql.catalog.TableDefinition;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where rows go that come too late.
 *
 * @param target the table
 * @param columns which columns of the rows are those of {@link TableDefinition#writtenColumns}, in their order
 */
public record LateRows(TableDefinition target, List<Integer> columns) {
    public LateRows {
        columns = List.copyOf(columns);
    }

    /** As plans show it. */
    @Override
    public String toString() {
        return target.path() + columns.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
    }
}
