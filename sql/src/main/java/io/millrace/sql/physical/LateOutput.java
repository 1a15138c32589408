/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.catalog.TableDefinition;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.connector.TableContext;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.plan.LateRows;
import java.util.List;
import org.apache.calcite.rel.type.RelDataTypeFactory;

/**
 * Where an operator's late rows go.
 *
 * @param target the table
 * @param columns of the operator's input: those that the table takes, in the order of its own
 * @param changes what late rows may be
 */
record LateOutput(TableDefinition target, List<Integer> columns, ChangelogMode changes, RelDataTypeFactory types) {
    LateOutput {
        columns = List.copyOf(columns);
    }

    /**
     * Returns where rows go that are late for windows.
     *
     * @param columns those of the late rows, as the operator's input has them
     * @throws SqlException if the table cannot be written to, or late rows may be changes that it does not take
     */
    static LateOutput of(
            LateRows late,
            List<Integer> columns,
            PhysicalNode input,
            RelDataTypeFactory types,
            PhysicalPlanner planner) {
        TableContext table = TableContext.ofSink(late.target());
        ChangelogMode made = input.changelogMode();
        ChangelogMode written = planner.sink(late.target()).changelogMode(made);
        if (!written.takes(made)) {
            throw SqlException.of("Table " + table.name()
                    + " takes only rows that are inserted, and the late rows that LATE_ROWS sends there may be changes of others ("
                    + made + "). Send them to a table whose connector takes changes.");
        }
        return new LateOutput(late.target(), columns, made, types);
    }
}
