/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Values;
import org.jspecify.annotations.Nullable;

/** Rows that the query itself lists. */
final class ValuesPlanner implements NodePlanner {
    @Override
    public @Nullable PhysicalNode plan(RelNode node, PhysicalPlanner planner) {
        return node instanceof Values values ? new ValuesNode(values) : null;
    }
}
