/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.plan.SourceScan;
import io.millrace.sql.plan.WatermarkAssigner;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
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
        RelDataTypeFactory types = node.getCluster().getTypeFactory();
        if (read instanceof SourceScan scan) {
            UsedColumns used = new UsedColumns(calc.condition(), calc.projections());
            RelDataType row = used.of(input.getRowType(), types);
            RexNode condition = calc.condition() == null ? null : used.over(calc.condition());
            List<RexNode> projections =
                    calc.projections().stream().map(used::over).toList();
            PhysicalNode source = new SourceNode(scan, planner.table(scan), row, used.positions());
            return new CalcNode(node.getRowType(), source, condition, projections, types);
        }
        return new CalcNode(node.getRowType(), planner.plan(read), calc.condition(), calc.projections(), types);
    }
}
