/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import io.millrace.sql.parser.SqlException;
import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.hep.HepMatchOrder;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgramBuilder;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelVisitor;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.tools.RelBuilder;
import org.jspecify.annotations.Nullable;

/** Applies {@link LogicalRules}, one set after another, each until none of its rules has anything left to do. */
final class LogicalOptimizer {

    /** Rules that undo each other's work stop here instead of never. */
    private static final int MOST_MATCHES = 10_000;

    private LogicalOptimizer() {}

    static RelNode optimize(RelNode plan) {
        RelNode result = withoutSubQueries(plan);
        result = apply(result, List.of(LogicalRules.FILTERS, LogicalRules.JOINS));
        result = apply(result, List.of(LogicalRules.EMPTY, LogicalRules.MERGES));
        result = withoutUnusedColumns(NestedFieldPushDown.in(result));
        return KeptWhole.opened(apply(result, List.of(LogicalRules.PROJECTIONS)));
    }

    /** Lateral joins that are left refer to columns by their places, which must stay: only what is below them loses columns. */
    private static RelNode withoutUnusedColumns(RelNode plan) {
        if (!SubQueries.isIn(plan)) {
            return new FieldTrimmer(plan).trim(plan);
        }
        List<RelNode> inputs = plan.getInputs().stream()
                .map(LogicalOptimizer::withoutUnusedColumns)
                .toList();
        return inputs.equals(plan.getInputs()) ? plan : plan.copy(plan.getTraitSet(), inputs);
    }

    private static RelNode withoutSubQueries(RelNode plan) {
        if (!SubQueries.isIn(plan)) {
            return plan;
        }
        RelBuilder builder = AsWritten.BUILDER.create(plan.getCluster(), null);
        RelNode joined = apply(SemiJoins.in(plan), List.of(LogicalRules.SUB_QUERIES));
        return TemporalJoinFields.in(decorrelated(AggregatesOfNothing.in(CountsOfNothing.in(joined)), builder));
    }

    /** Calcite finds by itself that it would change what a query means, and then stops. */
    private static RelNode decorrelated(RelNode plan, RelBuilder builder) {
        try {
            return RelDecorrelator.decorrelateQuery(plan, builder);
        } catch (AssertionError changes) {
            throw SqlException.of(
                    "A LATERAL query, or a sub-query, that refers to columns of the query around it cannot be run in this"
                            + " form yet: it has GROUPING SETS, ROLLUP or CUBE, or queries within each other. Compute what"
                            + " it needs by a join and a GROUP BY of the keys.");
        }
    }

    private static RelNode apply(RelNode plan, List<List<RelOptRule>> ruleSets) {
        HepProgramBuilder program = new HepProgramBuilder();
        program.addMatchLimit(MOST_MATCHES);
        program.addMatchOrder(HepMatchOrder.BOTTOM_UP);
        for (List<RelOptRule> rules : ruleSets) {
            program.addRuleCollection(rules);
        }
        HepPlanner planner = new HepPlanner(program.build());
        planner.setExecutor(plan.getCluster().getPlanner().getExecutor());
        planner.setRoot(plan);
        return planner.findBestExp();
    }

    /** Looks for sub-queries, and for correlations that came of lateral joins. */
    private static final class SubQueries extends RelVisitor {
        private boolean found;

        static boolean isIn(RelNode plan) {
            SubQueries visitor = new SubQueries();
            visitor.go(plan);
            return visitor.found || !RelOptUtil.getVariablesUsed(plan).isEmpty();
        }

        @Override
        public void visit(RelNode node, int ordinal, @Nullable RelNode parent) {
            found |= node instanceof Correlate || hasSubQuery(node);
            if (!found) {
                super.visit(node, ordinal, parent);
            }
        }

        private static boolean hasSubQuery(RelNode node) {
            if (node instanceof Filter filter) {
                return RexUtil.SubQueryFinder.find(filter.getCondition()) != null;
            }
            if (node instanceof Project project) {
                return RexUtil.SubQueryFinder.find(project.getProjects()) != null;
            }
            return node instanceof Join join && RexUtil.SubQueryFinder.find(join.getCondition()) != null;
        }
    }
}
