/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.plan.SourceScan;
import io.millrace.sql.plan.WatermarkAssigner;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/** Tables that are read, all of their columns or some, and their watermarks, which belong to the sources below. */
final class SourcePlanner implements NodePlanner {
    @Override
    public @Nullable PhysicalNode plan(RelNode node, PhysicalPlanner planner) {
        if (node instanceof SourceScan scan) {
            int[] all = IntStream.range(0, scan.getRowType().getFieldCount()).toArray();
            return planner.read(scan, scan.getRowType(), all, planner.watermark());
        } else if (node instanceof Project project
                && project.getInput() instanceof SourceScan scan
                && areColumns(project.getProjects())) {
            return planner.read(scan, project.getRowType(), columns(project.getProjects()), planner.watermark());
        }
        return node instanceof WatermarkAssigner assigner ? assigned(assigner, planner) : null;
    }

    private static PhysicalNode assigned(WatermarkAssigner assigner, PhysicalPlanner planner) {
        PhysicalNode input = planner.planBelow(assigner);
        return planner.tellsTime() ? new RowtimeNode(assigner.getRowType(), input, assigner.rowtimeIndex()) : input;
    }

    /** Returns the positions of columns. */
    static int[] columns(List<RexNode> projections) {
        return projections.stream()
                .mapToInt(projection -> ((RexInputRef) projection).getIndex())
                .toArray();
    }

    /** Returns whether a projection only leaves columns out, or changes their order. */
    static boolean areColumns(List<RexNode> projections) {
        return projections.stream().allMatch(RexInputRef.class::isInstance)
                && projections.stream().distinct().count() == projections.size();
    }
}
