/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.parser.SqlException;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.jspecify.annotations.Nullable;

/** UNNEST, by itself and beside the rows that its collection is of. */
final class UnnestPlanner implements NodePlanner {
    @Override
    public @Nullable PhysicalNode plan(RelNode node, PhysicalPlanner planner) {
        if (node instanceof Uncollect uncollect) {
            requireOne(uncollect);
            return new UnnestNode(
                    node.getRowType(), planner.plan(uncollect.getInput()), 0, uncollect.withOrdinality, false);
        }
        if (!(node instanceof Correlate correlate)) {
            return null;
        }
        Lateral lateral = Lateral.of(correlate);
        if (!(lateral.base() instanceof Uncollect uncollect)
                || !(uncollect.getInput() instanceof Project project)
                || !(project.getInput() instanceof Values)) {
            return null;
        }
        requireOne(uncollect);
        return beside(correlate, lateral, uncollect, project, planner);
    }

    private static void requireOne(Uncollect uncollect) {
        if (uncollect.getInput().getRowType().getFieldCount() != 1) {
            throw SqlException.of("UNNEST of several collections at once cannot be run: join one after the other.");
        }
    }

    private static PhysicalNode beside(
            Correlate correlate, Lateral lateral, Uncollect uncollect, Project project, PhysicalPlanner planner) {
        RelNode left = correlate.getLeft();
        int width = left.getRowType().getFieldCount();
        boolean preserves = correlate.getJoinType() == JoinRelType.LEFT;
        if (preserves && (!lateral.conditions().isEmpty() || !lateral.passesNulls(width))) {
            throw SqlException.of("LEFT JOIN UNNEST takes ON TRUE only: filter in WHERE, or before.");
        }
        RelDataTypeFactory types = correlate.getCluster().getTypeFactory();
        RexBuilder builder = correlate.getCluster().getRexBuilder();
        List<RexNode> columns = new ArrayList<>(builder.identityProjects(left.getRowType()));
        columns.addAll(Lateral.beside(project.getProjects(), width, correlate.getCorrelationId()));
        RelDataType withCollection = types.builder()
                .addAll(left.getRowType().getFieldList())
                .addAll(project.getRowType().getFieldList())
                .uniquify()
                .build();
        PhysicalNode calc = new CalcNode(withCollection, planner.plan(left), null, columns, types);
        RelDataType row = SqlValidatorUtil.deriveJoinRowType(
                left.getRowType(),
                uncollect.getRowType(),
                preserves ? JoinRelType.LEFT : JoinRelType.INNER,
                types,
                null,
                List.of());
        if (lateral.isPlain(width)) {
            return new UnnestNode(correlate.getRowType(), calc, width, uncollect.withOrdinality, preserves);
        }
        PhysicalNode unnest = new UnnestNode(row, calc, width, uncollect.withOrdinality, preserves);
        RexNode condition = RexUtil.composeConjunction(builder, lateral.conditions());
        return new CalcNode(
                correlate.getRowType(),
                unnest,
                condition.isAlwaysTrue() ? null : condition,
                lateral.outputsOf(correlate),
                types);
    }
}
