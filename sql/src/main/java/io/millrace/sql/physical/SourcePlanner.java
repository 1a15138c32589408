/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.plan.SourceScan;
import io.millrace.sql.plan.WatermarkAssigner;
import org.apache.calcite.rel.RelNode;
import org.jspecify.annotations.Nullable;

/** Tables that are read, and their watermarks, which belong to the sources below. */
final class SourcePlanner implements NodePlanner {
    @Override
    public @Nullable PhysicalNode plan(RelNode node, PhysicalPlanner planner) {
        if (node instanceof SourceScan scan) {
            int[] all = new int[scan.getRowType().getFieldCount()];
            for (int column = 0; column < all.length; column++) {
                all[column] = column;
            }
            return new SourceNode(scan, planner.table(scan), scan.getRowType(), all, planner.watermark());
        }
        return node instanceof WatermarkAssigner assigner ? assigned(assigner, planner) : null;
    }

    private static PhysicalNode assigned(WatermarkAssigner assigner, PhysicalPlanner planner) {
        PhysicalNode input = planner.planBelow(assigner);
        return planner.tellsTime() ? new RowtimeNode(assigner.getRowType(), input, assigner.rowtimeIndex()) : input;
    }
}
