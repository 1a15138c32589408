/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelShuttleImpl;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.jspecify.annotations.Nullable;

/**
 * Makes semi and anti joins of IN, EXISTS and their negations in WHERE, as far as what the sub-query takes from outside stands in its
 * own WHERE: that becomes the condition of the join. What else there is of sub-queries is left as it is.
 *
 * <p>NOT IN with nulls is true only if no row equals and none is null, nor the value, unless there are no rows. With a
 * condition from outside this is a condition of the anti join; without, such a join would have no keys, and counting rows is quicker.
 */
final class SemiJoins extends RelShuttleImpl {
    static RelNode in(RelNode plan) {
        return plan.accept(new SemiJoins());
    }

    @Override
    public RelNode visit(LogicalFilter filter) {
        LogicalFilter visited = (LogicalFilter) super.visit(filter);
        RelNode input = visited.getInput();
        List<RexNode> left = new ArrayList<>();
        List<Exists> joins = new ArrayList<>();
        for (RexNode conjunct : RelOptUtil.conjunctions(visited.getCondition())) {
            Exists exists = exists(conjunct, visited);
            if (exists == null) {
                left.add(conjunct);
            } else {
                joins.add(exists);
            }
        }
        if (joins.isEmpty()) {
            return visited;
        }
        RexBuilder builder = filter.getCluster().getRexBuilder();
        RelNode result = filtered(input, left, visited.getVariablesSet(), builder);
        for (Exists exists : joins) {
            result = LogicalJoin.create(
                    result,
                    exists.rows().accept(this),
                    List.of(),
                    RexUtil.composeConjunction(builder, exists.conditions()),
                    Set.of(),
                    exists.type());
        }
        return result;
    }

    private static RelNode filtered(
            RelNode input, List<RexNode> conditions, Set<CorrelationId> variables, RexBuilder builder) {
        return conditions.isEmpty()
                ? input
                : LogicalFilter.create(
                        input, RexUtil.composeConjunction(builder, conditions), ImmutableSet.copyOf(variables));
    }

    /** A join that a sub-query becomes; the conditions are over the columns of both sides. */
    private record Exists(RelNode rows, List<RexNode> conditions, JoinRelType type) {}

    private static @Nullable Exists exists(RexNode conjunct, Filter filter) {
        boolean negated = conjunct.getKind() == SqlKind.NOT;
        RexNode tested = negated ? ((RexCall) conjunct).getOperands().get(0) : conjunct;
        if (!(tested instanceof RexSubQuery query)
                || (query.getKind() != SqlKind.IN && query.getKind() != SqlKind.EXISTS)
                || query.getOperands().stream().anyMatch(SemiJoins::isComplex)) {
            return null;
        }
        Body body = Body.of(query, filter.getVariablesSet());
        if (body == null) {
            return null;
        }
        RexBuilder builder = filter.getCluster().getRexBuilder();
        int width = filter.getRowType().getFieldCount();
        List<RexNode> conditions = new ArrayList<>();
        for (RexNode condition : body.fromOutside()) {
            conditions.add(joined(condition, width));
        }
        if (query.getKind() == SqlKind.IN) {
            RexNode equal = equal(query, body, width, builder);
            if (negated && equal.getType().isNullable()) {
                if (conditions.isEmpty()) {
                    return null;
                }
                equal = builder.makeCall(SqlStdOperatorTable.IS_NOT_FALSE, equal);
            }
            conditions.add(equal);
        }
        RelNode rows = filtered(body.rows(), body.own(), Set.of(), builder);
        return new Exists(rows, conditions, negated ? JoinRelType.ANTI : JoinRelType.SEMI);
    }

    private static boolean isComplex(RexNode node) {
        return RexUtil.SubQueryFinder.find(node) != null || !RexUtil.isDeterministic(node);
    }

    private static RexNode equal(RexSubQuery query, Body body, int width, RexBuilder builder) {
        List<RexNode> equalities = new ArrayList<>();
        for (int i = 0; i < query.getOperands().size(); i++) {
            RexNode output = joined(body.outputs().get(i), width);
            equalities.add(builder.makeCall(
                    SqlStdOperatorTable.EQUALS, query.getOperands().get(i), output));
        }
        return RexUtil.composeConjunction(builder, equalities);
    }

    /** Returns an expression of a sub-query over the columns of both sides of a join: what it took from outside is on the left. */
    private static RexNode joined(RexNode expression, int leftWidth) {
        return expression.accept(new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef input) {
                return new RexInputRef(leftWidth + input.getIndex(), input.getType());
            }

            @Override
            public RexNode visitFieldAccess(RexFieldAccess access) {
                return access.getReferenceExpr() instanceof RexCorrelVariable
                        ? new RexInputRef(access.getField().getIndex(), access.getType())
                        : super.visitFieldAccess(access);
            }
        });
    }

    /**
     * A sub-query taken apart.
     *
     * @param rows what it reads, which takes nothing from outside
     * @param own its conditions that take nothing from outside
     * @param fromOutside those that do
     * @param outputs its columns
     */
    private record Body(RelNode rows, List<RexNode> own, List<RexNode> fromOutside, List<RexNode> outputs) {
        static @Nullable Body of(RexSubQuery query, Set<CorrelationId> variables) {
            RelNode rows = query.rel;
            List<RexNode> outputs = rows.getCluster().getRexBuilder().identityProjects(rows.getRowType()).stream()
                    .map(RexNode.class::cast)
                    .toList();
            List<RexNode> conditions = new ArrayList<>();
            while (true) {
                if (rows instanceof Filter filter) {
                    conditions.addAll(RelOptUtil.conjunctions(filter.getCondition()));
                    rows = filter.getInput();
                } else if (rows instanceof Project project && isPlain(project)) {
                    outputs = RelOptUtil.pushPastProject(outputs, project);
                    conditions = new ArrayList<>(RelOptUtil.pushPastProject(conditions, project));
                    rows = project.getInput();
                } else {
                    break;
                }
            }
            return split(rows, conditions, outputs, query, variables);
        }

        private static boolean isPlain(Project project) {
            return !project.containsOver() && project.getProjects().stream().noneMatch(SemiJoins::isComplex);
        }

        private static @Nullable Body split(
                RelNode rows,
                List<RexNode> conditions,
                List<RexNode> outputs,
                RexSubQuery query,
                Set<CorrelationId> variables) {
            if (!RelOptUtil.getVariablesUsed(rows).isEmpty()
                    || !variables.containsAll(RelOptUtil.getVariablesUsed(query.rel))) {
                return null;
            }
            List<RexNode> own = new ArrayList<>();
            List<RexNode> fromOutside = new ArrayList<>();
            for (RexNode condition : conditions) {
                if (!RexUtil.containsCorrelation(condition) && !usesVariables(condition)) {
                    own.add(condition);
                } else if (isComplex(condition)) {
                    return null;
                } else {
                    fromOutside.add(condition);
                }
            }
            return new Body(rows, own, fromOutside, outputs);
        }

        /** Returns whether a sub-query in a condition takes something from outside. */
        private static boolean usesVariables(RexNode condition) {
            RexSubQuery nested = RexUtil.SubQueryFinder.find(condition);
            return nested != null && !RelOptUtil.getVariablesUsed(nested.rel).isEmpty();
        }
    }
}
