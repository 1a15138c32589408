/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.plan.SourceScan;
import io.millrace.sql.plan.WatermarkAssigner;
import org.apache.calcite.rel.RelNode;
import org.jspecify.annotations.Nullable;

/** Tables that are read. */
final class SourcePlanner implements NodePlanner {
    @Override
    public @Nullable PhysicalNode plan(RelNode node, PhysicalPlanner planner) {
        if (node instanceof SourceScan scan) {
            int[] all = new int[scan.getRowType().getFieldCount()];
            for (int column = 0; column < all.length; column++) {
                all[column] = column;
            }
            return new SourceNode(scan, planner.table(scan), scan.getRowType(), all);
        }
        // No operator asks for event time yet.
        return node instanceof WatermarkAssigner assigner ? planner.plan(assigner.getInput()) : null;
    }
}
