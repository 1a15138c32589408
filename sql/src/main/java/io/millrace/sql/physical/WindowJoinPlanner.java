/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.jspecify.annotations.Nullable;

/** Joins by the start and the end of windows. Inputs whose rows may be taken back are joined as others are. */
final class WindowJoinPlanner implements NodePlanner {
    @Override
    public @Nullable PhysicalNode plan(RelNode node, PhysicalPlanner planner) {
        if (!(node instanceof Join join)) {
            return null;
        }
        WindowJoin windowed = WindowJoin.of(join);
        if (windowed == null) {
            return null;
        }
        PhysicalNode left = planner.plan(join.getLeft());
        PhysicalNode right = planner.plan(join.getRight());
        if (!left.isInsertOnly() || !right.isInsertOnly()) {
            return null;
        }
        return new WindowJoinNode(
                join.getRowType(),
                left,
                right,
                windowed,
                join.getCluster().getTypeFactory());
    }
}
