/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.connector.ScanTableSource;
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

/** Filters and projections; one right above a source has it read no more columns than are looked at, and no more partitions. */
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
        PhysicalNode pruned = overPartitions(node, calc, planner);
        if (pruned != null) {
            return pruned;
        }
        RelDataTypeFactory types = node.getCluster().getTypeFactory();
        return new CalcNode(node.getRowType(), planner.plan(input), calc.condition(), calc.projections(), types);
    }

    /** Returns null where it is not some columns of a table that are looked at, or all of its partitions are. */
    private static @Nullable PhysicalNode overPartitions(
            RelNode node, FilteredProjection calc, PhysicalPlanner planner) {
        RelNode read = calc.input() instanceof WatermarkAssigner assigner && !planner.tellsTime()
                ? assigner.getInput()
                : calc.input();
        if (!(read instanceof Project columns)
                || !(columns.getInput() instanceof SourceScan scan)
                || !SourcePlanner.areColumns(columns.getProjects())) {
            return null;
        }
        FilteredProjection whole = calc.past(columns);
        PartitionCondition partitions =
                planner.partitions(scan, planner.table(scan), whole.condition(), planner.watermark());
        return partitions == null ? null : overSource(node, whole, scan, planner);
    }

    private static PhysicalNode overSource(
            RelNode node, FilteredProjection calc, SourceScan scan, PhysicalPlanner planner) {
        RelDataTypeFactory types = node.getCluster().getTypeFactory();
        RelNode input = calc.input();
        WatermarkAssigner assigner =
                planner.tellsTime() && input instanceof WatermarkAssigner assigning ? assigning : null;
        SourceWatermark watermark = assigner == null ? planner.watermark() : SourceWatermark.of(assigner);
        ScanTableSource table = planner.table(scan);
        PartitionCondition partitions = planner.partitions(scan, table, calc.condition(), watermark);
        RexNode rest = partitions == null || calc.condition() == null
                ? calc.condition()
                : partitions.rest(calc.condition(), node.getCluster().getRexBuilder());
        if (partitions != null && rest == null && assigner == null && SourcePlanner.areColumns(calc.projections())) {
            int[] columns = SourcePlanner.columns(calc.projections());
            return planner.read(scan, table, partitions, node.getRowType(), columns, watermark);
        }
        List<RexNode> read = new ArrayList<>(calc.projections());
        if (assigner != null) {
            read.add(RexInputRef.of(assigner.rowtimeIndex(), assigner.getRowType()));
        }
        UsedColumns used = new UsedColumns(rest, read);
        RelDataType row = used.of(input.getRowType(), types);
        RexNode condition = rest == null ? null : used.over(rest);
        List<RexNode> projections = calc.projections().stream().map(used::over).toList();
        PhysicalNode source = planner.read(scan, table, partitions, row, used.positions(), watermark);
        if (assigner != null) {
            source = new RowtimeNode(row, source, used.indexOf(assigner.rowtimeIndex()));
        }
        return new CalcNode(node.getRowType(), source, condition, projections, types);
    }
}
