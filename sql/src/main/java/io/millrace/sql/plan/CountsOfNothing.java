/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelShuttleImpl;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/**
 * Lets NOT IN and ALL begin: they become joins with the number of rows of the sub-query, and a stream tells of no number before the first
 * row. So the join keeps the rows of the left side that find none, and the number is 0 then.
 */
final class CountsOfNothing extends RelShuttleImpl {
    /** What the rules that remove sub-queries call the columns. */
    private static final Set<List<String>> NAMES = Set.of(List.of("c", "ck"), List.of("m", "c", "d"));

    static RelNode in(RelNode plan) {
        return plan.accept(new CountsOfNothing());
    }

    @Override
    public RelNode visit(LogicalJoin join) {
        LogicalJoin visited = (LogicalJoin) super.visit(join);
        if (visited.getJoinType() != JoinRelType.INNER
                || !visited.getCondition().isAlwaysTrue()
                || !counts(visited.getRight())) {
            return visited;
        }
        RelNode left = LogicalJoin.create(
                visited.getLeft(),
                visited.getRight(),
                List.of(),
                visited.getCondition(),
                visited.getVariablesSet(),
                JoinRelType.LEFT);
        return LogicalProject.create(
                left, List.of(), columns(visited, left), visited.getRowType().getFieldNames(), Set.of());
    }

    private static boolean counts(RelNode node) {
        RelNode below = node instanceof Project project ? project.getInput() : node;
        return below instanceof Aggregate aggregate
                && aggregate.getGroupSet().isEmpty()
                && NAMES.contains(node.getRowType().getFieldNames());
    }

    private static List<RexNode> columns(LogicalJoin inner, RelNode left) {
        RexBuilder builder = inner.getCluster().getRexBuilder();
        List<RexNode> columns = new ArrayList<>();
        for (RelDataTypeField field : left.getRowType().getFieldList()) {
            RelDataType type =
                    inner.getRowType().getFieldList().get(field.getIndex()).getType();
            RexNode column = new RexInputRef(field.getIndex(), field.getType());
            boolean isCount = !type.isNullable() && field.getType().isNullable();
            columns.add(
                    isCount
                            ? builder.makeCall(
                                    type,
                                    SqlStdOperatorTable.CASE,
                                    List.of(
                                            builder.makeCall(SqlStdOperatorTable.IS_NULL, column),
                                            builder.makeExactLiteral(BigDecimal.ZERO, type),
                                            builder.makeCast(type, column, true)))
                            : column);
        }
        return columns;
    }
}
