/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Union;
import org.jspecify.annotations.Nullable;

/** UNION ALL, INTERSECT and EXCEPT. A UNION without ALL has become one with, and an aggregation. */
final class SetOperationPlanner implements NodePlanner {
    @Override
    public @Nullable PhysicalNode plan(RelNode node, PhysicalPlanner planner) {
        if (node instanceof Union union && union.all) {
            List<PhysicalNode> inputs =
                    union.getInputs().stream().map(planner::plan).toList();
            return new UnionNode(union.getRowType(), inputs);
        } else if (node instanceof Intersect || node instanceof Minus) {
            return setOperation((SetOp) node, planner);
        }
        return null;
    }

    private static PhysicalNode setOperation(SetOp node, PhysicalPlanner planner) {
        PhysicalNode result = planner.plan(node.getInput(0));
        for (RelNode other : node.getInputs().subList(1, node.getInputs().size())) {
            result = new SetOperationNode(
                    node.getRowType(), result, planner.plan(other), node instanceof Intersect, node.all);
        }
        return result;
    }
}
