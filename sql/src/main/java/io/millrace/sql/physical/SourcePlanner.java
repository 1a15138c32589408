/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.plan.SourceScan;
import io.millrace.sql.plan.WatermarkAssigner;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexInputRef;
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
                && areColumns(project)) {
            int[] columns = project.getProjects().stream()
                    .mapToInt(projection -> ((RexInputRef) projection).getIndex())
                    .toArray();
            return planner.read(scan, project.getRowType(), columns, planner.watermark());
        }
        return node instanceof WatermarkAssigner assigner ? assigned(assigner, planner) : null;
    }

    private static PhysicalNode assigned(WatermarkAssigner assigner, PhysicalPlanner planner) {
        PhysicalNode input = planner.planBelow(assigner);
        return planner.tellsTime() ? new RowtimeNode(assigner.getRowType(), input, assigner.rowtimeIndex()) : input;
    }

    /** Returns whether a projection only leaves columns out, or changes their order. */
    private static boolean areColumns(Project project) {
        return project.getProjects().stream().allMatch(RexInputRef.class::isInstance)
                && project.getProjects().stream().distinct().count()
                        == project.getProjects().size();
    }
}
