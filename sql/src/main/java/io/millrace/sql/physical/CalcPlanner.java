/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.plan.SourceScan;
import io.millrace.sql.plan.WatermarkAssigner;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/** Filters and projections; one right above a source has it read no more columns than are looked at. */
final class CalcPlanner implements NodePlanner {
    @Override
    public @Nullable PhysicalNode plan(RelNode node, PhysicalPlanner planner) {
        if (!(node instanceof Filter) && !(node instanceof Project project && !project.containsOver())) {
            return null;
        }
        FilteredProjection calc = FilteredProjection.of(node);
        RelNode input = calc.input();
        RelNode read = input instanceof WatermarkAssigner assigner ? assigner.getInput() : input;
        if (read instanceof SourceScan scan) {
            return overSource(node, calc, scan, planner);
        }
        RelDataTypeFactory types = node.getCluster().getTypeFactory();
        return new CalcNode(node.getRowType(), planner.plan(input), calc.condition(), calc.projections(), types);
    }

    private static PhysicalNode overSource(
            RelNode node, FilteredProjection calc, SourceScan scan, PhysicalPlanner planner) {
        RelDataTypeFactory types = node.getCluster().getTypeFactory();
        RelNode input = calc.input();
        WatermarkAssigner assigner =
                planner.tellsTime() && input instanceof WatermarkAssigner assigning ? assigning : null;
        List<RexNode> read = new ArrayList<>(calc.projections());
        if (assigner != null) {
            read.add(RexInputRef.of(assigner.rowtimeIndex(), assigner.getRowType()));
        }
        UsedColumns used = new UsedColumns(calc.condition(), read);
        RelDataType row = used.of(input.getRowType(), types);
        RexNode condition = calc.condition() == null ? null : used.over(calc.condition());
        List<RexNode> projections = calc.projections().stream().map(used::over).toList();
        SourceWatermark watermark = assigner == null ? planner.watermark() : SourceWatermark.of(assigner);
        PhysicalNode source = planner.read(scan, row, used.positions(), watermark);
        if (assigner != null) {
            source = new RowtimeNode(row, source, used.indexOf(assigner.rowtimeIndex()));
        }
        return new CalcNode(node.getRowType(), source, condition, projections, types);
    }
}
