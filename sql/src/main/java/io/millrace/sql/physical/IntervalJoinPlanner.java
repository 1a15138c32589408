/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.jspecify.annotations.Nullable;

/** Joins of rows whose time attributes are near each other, of inputs whose rows only come. */
final class IntervalJoinPlanner implements NodePlanner {
    @Override
    public @Nullable PhysicalNode plan(RelNode node, PhysicalPlanner planner) {
        TimeBounds bounds = node instanceof Join join ? TimeBounds.of(join) : null;
        if (bounds == null) {
            return null;
        }
        PhysicalNode left = planner.plan(node.getInput(0));
        PhysicalNode right = planner.plan(node.getInput(1));
        if (!left.isInsertOnly() || !right.isInsertOnly()) {
            return null;
        }
        return new IntervalJoinNode(
                node.getRowType(),
                left,
                right,
                ((Join) node).getJoinType(),
                bounds,
                node.getCluster().getTypeFactory());
    }
}
