/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/** Joins of all that has come of both inputs. */
final class JoinPlanner implements NodePlanner {
    @Override
    public @Nullable PhysicalNode plan(RelNode node, PhysicalPlanner planner) {
        if (!(node instanceof Join join)) {
            return null;
        }
        JoinKeys keys = JoinKeys.of(join);
        PhysicalNode left = planner.plan(join.getLeft());
        PhysicalNode right = planner.plan(join.getRight());
        RelDataTypeFactory types = join.getCluster().getTypeFactory();
        RexNode rest = keys.rest();
        if (join.getJoinType() != JoinRelType.INNER || rest == null) {
            return node(join, left, right, keys);
        }
        JoinKeys equal = new JoinKeys(keys.left(), keys.right(), keys.matchesNull(), null);
        PhysicalNode pairs = node(join, left, right, equal);
        return new CalcNode(
                join.getRowType(), pairs, rest, FilteredProjection.of(join).projections(), types);
    }

    private static PhysicalNode node(Join join, PhysicalNode left, PhysicalNode right, JoinKeys keys) {
        return new JoinNode(
                join.getRowType(),
                left,
                right,
                join.getJoinType(),
                keys,
                new JoinNode.TimesToLive(StateTtl.hintedFor(join.getLeft()), StateTtl.hintedFor(join.getRight())),
                join.getCluster().getTypeFactory());
    }
}
