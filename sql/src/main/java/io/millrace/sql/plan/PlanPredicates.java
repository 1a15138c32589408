/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import java.util.List;
import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.ReflectiveRelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMdPredicates;
import org.apache.calcite.rel.metadata.RelMetadataProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/**
 * What holds for all rows of a node: the conditions of filters and joins below it, but for those that rows are equal. Of {@code CAST(r AS ROW<...>) = ROW(...)} Calcite
 * asks whether {@code r} itself is a constant, and fails, as it knows nothing of casts of rows.
 *
 * <p>It is public for Calcite to call.
 */
public final class PlanPredicates extends RelMdPredicates {
    static final RelMetadataProvider SOURCE = ReflectiveRelMetadataProvider.reflectiveSource(
            new PlanPredicates(), BuiltInMetadata.Predicates.Handler.class);

    private PlanPredicates() {}

    @Override
    public RelOptPredicateList getPredicates(Filter filter, RelMetadataQuery metadata) {
        RexNode condition = withoutEqualRows(filter.getCondition(), filter);
        return super.getPredicates(filter.copy(filter.getTraitSet(), filter.getInput(), condition), metadata);
    }

    @Override
    public RelOptPredicateList getPredicates(Join join, RelMetadataQuery metadata) {
        RexNode condition = withoutEqualRows(join.getCondition(), join);
        return super.getPredicates(
                join.copy(
                        join.getTraitSet(),
                        condition,
                        join.getLeft(),
                        join.getRight(),
                        join.getJoinType(),
                        join.isSemiJoinDone()),
                metadata);
    }

    private static RexNode withoutEqualRows(RexNode condition, RelNode node) {
        List<RexNode> others = RelOptUtil.conjunctions(condition).stream()
                .filter(each -> !areRowsEqual(each))
                .toList();
        return RexUtil.composeConjunction(node.getCluster().getRexBuilder(), others);
    }

    private static boolean areRowsEqual(RexNode condition) {
        return condition.isA(SqlKind.EQUALS)
                && ((RexCall) condition).getOperands().get(0).getType().isStruct();
    }
}
