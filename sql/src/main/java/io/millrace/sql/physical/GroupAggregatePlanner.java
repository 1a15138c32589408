/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.jspecify.annotations.Nullable;

/** Aggregations without a window. */
final class GroupAggregatePlanner implements NodePlanner {
    @Override
    public @Nullable PhysicalNode plan(RelNode node, PhysicalPlanner planner) {
        if (!(node instanceof Aggregate aggregate)) {
            return null;
        }
        if (aggregate.getGroupType() != Aggregate.Group.SIMPLE || GroupingSets.asksForThem(aggregate)) {
            return new GroupingSets(aggregate).plan(planner);
        }
        return planner.phases(
                new GroupAggregateNode(
                        aggregate.getRowType(),
                        planner.plan(aggregate.getInput()),
                        aggregate.getGroupSet().asList(),
                        aggregate.getAggCallList(),
                        StateTtl.hintedFor(aggregate.getInput())),
                aggregate.getCluster().getTypeFactory());
    }
}
