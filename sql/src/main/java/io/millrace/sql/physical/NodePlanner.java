/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import org.apache.calcite.rel.RelNode;
import org.jspecify.annotations.Nullable;

/** Knows how one kind of logical node, or a pattern of several, is run. Has no state. */
interface NodePlanner {
    /**
     * Returns how a node runs, or null if it is of another kind.
     *
     * @param planner plans the inputs
     * @throws io.millrace.sql.parser.SqlException if it is of this kind and cannot be run, with the reason
     */
    @Nullable
    PhysicalNode plan(RelNode node, PhysicalPlanner planner);
}
