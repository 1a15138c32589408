/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.parser.SqlException;
import io.millrace.sql.plan.LateRowsInput;
import org.apache.calcite.rel.RelNode;
import org.jspecify.annotations.Nullable;

/** Refuses late rows where nothing above knows of any. */
final class LateRowsPlanner implements NodePlanner {
    @Override
    public @Nullable PhysicalNode plan(RelNode node, PhysicalPlanner planner) {
        if (node instanceof LateRowsInput) {
            throw none();
        }
        return null;
    }

    static SqlException none() {
        return SqlException.of("LATE_ROWS is for OVER in the order of a rowtime, of rows that only ever come,"
                + " with functions that look back. Of other functions, and of first rows, no row is late.");
    }
}
