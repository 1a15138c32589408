/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import java.util.List;
import org.apache.calcite.plan.RelOptRule;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.rules.AggregateProjectMergeRule;
import org.apache.calcite.rel.rules.FilterAggregateTransposeRule;
import org.apache.calcite.rel.rules.FilterJoinRule;
import org.apache.calcite.rel.rules.FilterMergeRule;
import org.apache.calcite.rel.rules.FilterProjectTransposeRule;
import org.apache.calcite.rel.rules.FilterSetOpTransposeRule;
import org.apache.calcite.rel.rules.JoinPushExpressionsRule;
import org.apache.calcite.rel.rules.ProjectMergeRule;
import org.apache.calcite.rel.rules.ProjectRemoveRule;
import org.apache.calcite.rel.rules.PruneEmptyRules;
import org.apache.calcite.rel.rules.SubQueryRemoveRule;
import org.apache.calcite.rel.rules.UnionMergeRule;
import org.apache.calcite.rel.rules.UnionToDistinctRule;
import org.apache.calcite.rex.RexUtil;

/**
 * The rules of logical optimization, by what they are for. They hold for streams as for batches: none looks at how many rows there are, and
 * none computes an expression oftener than it was written if its value may differ.
 */
final class LogicalRules {

    /** IN, EXISTS and scalar sub-queries become joins and aggregates, correlated ones among them. */
    static final List<RelOptRule> SUB_QUERIES = List.of(
            AsWritten.rule(SubQueryRemoveRule.Config.FILTER),
            AsWritten.rule(SubQueryRemoveRule.Config.PROJECT),
            AsWritten.rule(SubQueryRemoveRule.Config.JOIN));

    /** Conditions move towards the sources, and into joins. */
    static final List<RelOptRule> FILTERS = List.of(
            AsWritten.rule(FilterMergeRule.Config.DEFAULT),
            AsWritten.rule(new FilterBelowWatermark.Settings()),
            AsWritten.rule(FilterProjectTransposeRule.Config.DEFAULT.withOperandFor(
                    Filter.class,
                    filter -> !RexUtil.containsCorrelation(filter.getCondition())
                            && RexUtil.isDeterministic(filter.getCondition()),
                    Project.class,
                    LogicalRules::isDeterministic)),
            AsWritten.rule(FilterJoinRule.FilterIntoJoinRule.FilterIntoJoinRuleConfig.DEFAULT),
            AsWritten.rule(FilterJoinRule.JoinConditionPushRule.JoinConditionPushRuleConfig.DEFAULT),
            AsWritten.rule(FilterAggregateTransposeRule.Config.DEFAULT),
            AsWritten.rule(FilterSetOpTransposeRule.Config.DEFAULT));

    /** Expressions in the conditions of joins become columns, so that joins are by columns. */
    static final List<RelOptRule> JOINS = List.of(AsWritten.rule(JoinPushExpressionsRule.Config.DEFAULT));

    /** What can have no rows goes, with what needs its rows. */
    static final List<RelOptRule> EMPTY = List.of(
            PruneEmptyRules.UNION_INSTANCE,
            PruneEmptyRules.INTERSECT_INSTANCE,
            PruneEmptyRules.MINUS_INSTANCE,
            PruneEmptyRules.PROJECT_INSTANCE,
            PruneEmptyRules.FILTER_INSTANCE,
            PruneEmptyRules.SORT_INSTANCE,
            PruneEmptyRules.SORT_FETCH_ZERO_INSTANCE,
            PruneEmptyRules.AGGREGATE_INSTANCE,
            PruneEmptyRules.JOIN_LEFT_INSTANCE,
            PruneEmptyRules.JOIN_RIGHT_INSTANCE,
            PruneEmptyRules.CORRELATE_LEFT_INSTANCE,
            PruneEmptyRules.CORRELATE_RIGHT_INSTANCE);

    /** Projections above each other become one, or none; aggregates and unions take in what is below them. */
    static final List<RelOptRule> MERGES = List.of(
            AsWritten.rule(ProjectMergeRule.Config.DEFAULT.withOperandFor(Project.class)),
            AsWritten.rule(ProjectRemoveRule.Config.DEFAULT),
            AsWritten.rule(AggregateProjectMergeRule.Config.DEFAULT),
            AsWritten.rule(UnionToDistinctRule.Config.DEFAULT),
            AsWritten.rule(UnionMergeRule.Config.DEFAULT));

    /** Projections above each other become one, or none. */
    static final List<RelOptRule> PROJECTIONS = List.of(
            AsWritten.rule(ProjectMergeRule.Config.DEFAULT.withOperandFor(Project.class)),
            AsWritten.rule(ProjectRemoveRule.Config.DEFAULT));

    private LogicalRules() {}

    /** Returns whether a projection gives the same again for the same rows. */
    static boolean isDeterministic(Project project) {
        return !project.containsOver() && project.getProjects().stream().allMatch(RexUtil::isDeterministic);
    }
}
