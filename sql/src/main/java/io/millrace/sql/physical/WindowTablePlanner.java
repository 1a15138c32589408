/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.plan.LateRows;
import org.apache.calcite.rel.RelNode;
import org.jspecify.annotations.Nullable;

/** Windows whose rows are looked at one by one. */
final class WindowTablePlanner implements NodePlanner {
    @Override
    public @Nullable PhysicalNode plan(RelNode node, PhysicalPlanner planner) {
        WindowCall call = WindowCall.of(node);
        if (call == null) {
            return null;
        }
        PhysicalNode input = planner.plan(call.input());
        LateRows late = call.late();
        LateOutput output = late == null
                ? null
                : LateOutput.of(late, late.columns(), input, node.getCluster().getTypeFactory(), planner);
        return new WindowTableNode(node.getRowType(), input, call, output);
    }
}
