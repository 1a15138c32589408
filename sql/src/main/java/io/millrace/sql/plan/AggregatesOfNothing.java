/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelShuttleImpl;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalCorrelate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Keeps the row that an aggregate of no rows is, where it is of rows that match those of a query around it. Calcite's decorrelation makes groups of such an aggregate, one for each row
 * outside, and a group of no rows is none; only where something is counted does it put the row back. So what counts nothing is made to:
 *
 * <pre>
 *   Correlate                    Correlate
 *     A                            A
 *     Aggregate SUM(x)     →       Project s
 *       Filter y = A.y               Aggregate SUM(x), COUNT(*)
 *         B                            Filter y = A.y
 *                                        B
 * </pre>
 *
 * Where the aggregate is all that an outer join has on its right, it puts nulls there by itself.
 */
final class AggregatesOfNothing extends RelShuttleImpl {
    private AggregatesOfNothing() {}

    static RelNode in(RelNode plan) {
        return plan.accept(new AggregatesOfNothing());
    }

    @Override
    public RelNode visit(LogicalCorrelate correlate) {
        RelNode left = correlate.getLeft().accept(this);
        RelNode right = correlate.getJoinType() == JoinRelType.LEFT
                ? belowOuterJoin(correlate.getRight())
                : correlate.getRight().accept(this);
        return left == correlate.getLeft() && right == correlate.getRight()
                ? correlate
                : correlate.copy(correlate.getTraitSet(), List.of(left, right));
    }

    private RelNode belowOuterJoin(RelNode node) {
        boolean passes = node instanceof Project project
                && project.getProjects().stream().allMatch(RexInputRef.class::isInstance);
        if (passes) {
            return withInput(node, belowOuterJoin(node.getInput(0)));
        }
        return isOfAll(node) ? withInput(node, node.getInput(0).accept(this)) : node.accept(this);
    }

    private static RelNode withInput(RelNode node, RelNode input) {
        return input == node.getInput(0) ? node : node.copy(node.getTraitSet(), List.of(input));
    }

    private static boolean isOfAll(RelNode node) {
        return node instanceof Aggregate aggregate
                && aggregate.getGroupType() == Aggregate.Group.SIMPLE
                && aggregate.getGroupSet().isEmpty();
    }

    @Override
    public RelNode visit(LogicalAggregate aggregate) {
        RelNode visited = super.visit(aggregate);
        boolean counts = aggregate.getAggCallList().stream()
                .anyMatch(call -> call.getAggregation().getKind() == SqlKind.COUNT);
        if (counts
                || !isOfAll(aggregate)
                || RelOptUtil.getVariablesUsed(aggregate).isEmpty()) {
            return visited;
        }
        return counting((Aggregate) visited);
    }

    private static RelNode counting(Aggregate aggregate) {
        List<AggregateCall> calls = new ArrayList<>(aggregate.getAggCallList());
        calls.add(AggregateCall.create(
                SqlStdOperatorTable.COUNT,
                false,
                false,
                false,
                List.of(),
                List.of(),
                -1,
                null,
                RelCollations.EMPTY,
                aggregate.getCluster().getTypeFactory().createSqlType(SqlTypeName.BIGINT),
                "$count"));
        RelNode counting = aggregate.copy(
                aggregate.getTraitSet(),
                aggregate.getInput(),
                aggregate.getGroupSet(),
                aggregate.getGroupSets(),
                calls);
        List<RexInputRef> columns = new ArrayList<>();
        for (int i = 0; i < aggregate.getRowType().getFieldCount(); i++) {
            columns.add(RexInputRef.of(i, counting.getRowType()));
        }
        return LogicalProject.create(
                counting, List.of(), columns, aggregate.getRowType().getFieldNames(), Set.of());
    }
}
