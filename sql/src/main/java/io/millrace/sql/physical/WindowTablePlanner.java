/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import org.apache.calcite.rel.RelNode;
import org.jspecify.annotations.Nullable;

/** Windows whose rows are looked at one by one. */
final class WindowTablePlanner implements NodePlanner {
    @Override
    public @Nullable PhysicalNode plan(RelNode node, PhysicalPlanner planner) {
        WindowCall call = WindowCall.of(node);
        return call == null ? null : new WindowTableNode(node.getRowType(), planner.plan(call.input()), call);
    }
}
