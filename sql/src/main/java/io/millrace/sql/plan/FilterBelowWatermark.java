/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.plan.RelOptRuleCall;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.RelRule;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.tools.RelBuilderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Moves conditions below the computed columns of a table with a watermark, which then are computed of the rows that are left alone.
 *
 * <pre>
 *   Filter                      WatermarkAssigner
 *     WatermarkAssigner   →       Project
 *       Project                     Filter
 * </pre>
 *
 * The watermark is that of the source, of all of its rows. Conditions on event time stay above.
 */
final class FilterBelowWatermark extends RelRule<FilterBelowWatermark.Settings> {

    /** What rules are made of. */
    record Settings(
            RelBuilderFactory relBuilderFactory, @Nullable String description, OperandTransform operandSupplier)
            implements RelRule.Config {
        Settings() {
            this(AsWritten.BUILDER, null, node -> node.operand(LogicalFilter.class)
                    .oneInput(assigner -> assigner.operand(WatermarkAssigner.class)
                            .oneInput(project -> project.operand(Project.class).anyInputs())));
        }

        @Override
        public RelOptRule toRule() {
            return new FilterBelowWatermark(this);
        }

        @Override
        public Settings withRelBuilderFactory(RelBuilderFactory factory) {
            return new Settings(factory, description, operandSupplier);
        }

        @Override
        public Settings withDescription(@Nullable String text) {
            return new Settings(relBuilderFactory, text, operandSupplier);
        }

        @Override
        public Settings withOperandSupplier(OperandTransform transform) {
            return new Settings(relBuilderFactory, description, transform);
        }
    }

    private FilterBelowWatermark(Settings settings) {
        super(settings);
    }

    @Override
    public void onMatch(RelOptRuleCall call) {
        Filter filter = call.rel(0);
        WatermarkAssigner assigner = call.rel(1);
        Project project = call.rel(2);
        if (!LogicalRules.isDeterministic(project)) {
            return;
        }
        List<RexNode> below = new ArrayList<>();
        List<RexNode> above = new ArrayList<>();
        for (RexNode condition : RelOptUtil.conjunctions(filter.getCondition())) {
            boolean onTime = RelOptUtil.InputFinder.bits(condition).get(assigner.rowtimeIndex());
            boolean stays = onTime || !RexUtil.isDeterministic(condition) || RexUtil.containsCorrelation(condition);
            (stays ? above : below).add(condition);
        }
        if (below.isEmpty()) {
            return;
        }
        RexBuilder expressions = filter.getCluster().getRexBuilder();
        RexNode condition = RelOptUtil.pushPastProject(RexUtil.composeConjunction(expressions, below), project);
        RelNode filtered = LogicalFilter.create(project.getInput(), condition);
        RelNode computed = project.copy(project.getTraitSet(), List.of(filtered));
        RelNode assigned = assigner.copy(assigner.getTraitSet(), List.of(computed));
        call.transformTo(
                above.isEmpty()
                        ? assigned
                        : filter.copy(filter.getTraitSet(), assigned, RexUtil.composeConjunction(expressions, above)));
    }
}
