/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.operator.Ranking;
import io.millrace.sql.operator.RowOrder;
import io.millrace.sql.operator.TopNOperator;
import io.millrace.sql.type.TimeAttributeType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * The first rows of each partition.
 *
 * <pre>
 *  Project(a, b)                                     Calc(a, b)
 *    Filter(rank &lt;= 3)                        ->       TopN or Deduplicate(partition by c, order by d)
 *      Project(a, b, c, rank = ROW_NUMBER() ...)         Calc(a, b, c, d)
 * </pre>
 *
 * <p>The rank is computed only where it shows; a range of one rank makes it a constant.
 */
final class RankPlanner implements NodePlanner {
    @Override
    public @Nullable PhysicalNode plan(RelNode node, PhysicalPlanner planner) {
        FilteredProjection outer = FilteredProjection.of(node);
        if (outer.condition() == null
                || !(outer.input() instanceof Project project)
                || !project.containsOver()
                || outer.projections().stream().anyMatch(RexOver::containsOver)) {
            return null;
        }
        RankedProjection ranked = RankedProjection.of(project);
        RankRange range = ranked == null ? null : RankRange.of(outer.condition(), ranked.column());
        return ranked == null || range == null ? null : new Plan(node, outer, ranked, range).make(planner);
    }

    /** One such pattern. */
    private static final class Plan {
        private final RelNode node;
        private final FilteredProjection outer;
        private final RankedProjection ranked;
        private final RankRange range;
        private final RexBuilder expressions;
        private final KeyColumns columns;
        private final Map<Integer, Integer> columnOf = new HashMap<>();

        Plan(RelNode node, FilteredProjection outer, RankedProjection ranked, RankRange range) {
            this.node = node;
            this.outer = outer;
            this.ranked = ranked;
            this.range = range;
            this.expressions = node.getCluster().getRexBuilder();
            this.columns = new KeyColumns(ranked.project().getInput());
        }

        PhysicalNode make(PhysicalPlanner planner) {
            ImmutableBitSet used = RelOptUtil.InputFinder.bits(outer.projections(), conjunction());
            for (int column : used) {
                if (column != ranked.column()) {
                    columnOf.put(
                            column, columns.add(ranked.project().getProjects().get(column)));
                }
            }
            List<Integer> partition = columns.addAll(ranked.rank().getWindow().partitionKeys);
            PhysicalNode rows = windowed(partition, used.get(ranked.column()) && !isConstant(), planner);
            if (rows == null) {
                rows = deduplication(partition, planner);
            }
            if (rows == null) {
                rows = topN(partition, used.get(ranked.column()) && !isConstant(), planner);
            }
            return above(rows);
        }

        private boolean isConstant() {
            return range.first() == range.last();
        }

        private @Nullable RexNode conjunction() {
            return range.others().isEmpty() ? null : RexUtil.composeConjunction(expressions, range.others());
        }

        /** Ranks the rows of a window when it is over, if windows are what rows are partitioned by, and none is taken back. */
        private @Nullable PhysicalNode windowed(List<Integer> partition, boolean showsRank, PhysicalPlanner planner) {
            WindowColumns windows = WindowColumns.of(ranked.project().getInput());
            if (windows == null || !windows.eventTime()) {
                return null;
            }
            int end = -1;
            boolean starts = false;
            List<RexNode> keys = ranked.rank().getWindow().partitionKeys;
            for (int i = 0; i < keys.size(); i++) {
                if (keys.get(i) instanceof RexInputRef key) {
                    starts |= windows.starts().get(key.getIndex());
                    end = windows.ends().get(key.getIndex()) ? partition.get(i) : end;
                }
            }
            if (!starts || end < 0) {
                return null;
            }
            TopNOperator.Spec spec = spec(partition, showsRank);
            PhysicalNode input = planner.plan(columns.node());
            return input.isInsertOnly()
                    ? new WindowTopNNode(row(input, showsRank), input, spec, end, windows.zoned())
                    : null;
        }

        private @Nullable PhysicalNode deduplication(List<Integer> partition, PhysicalPlanner planner) {
            List<RexFieldCollation> order = ranked.rank().getWindow().orderKeys;
            if (ranked.ranking() != Ranking.ROW_NUMBER || range.last() != 1 || order.size() != 1) {
                return null;
            }
            RelDataType type = order.get(0).left.getType();
            boolean isRowtime = TimeAttributeType.isRowtime(type);
            if (!isRowtime && !TimeAttributeType.isProctime(type)) {
                return null;
            }
            RowOrder time = isRowtime
                    ? new RowOrder(List.of(new RowOrder.Key(columns.add(order.get(0).left), false, true)))
                    : null;
            PhysicalNode input = planner.plan(columns.node());
            boolean keepsLast = order.get(0).getDirection().isDescending();
            return input.isInsertOnly() ? new DeduplicateNode(input, partition, time, keepsLast) : null;
        }

        private PhysicalNode topN(List<Integer> partition, boolean showsRank, PhysicalPlanner planner) {
            TopNOperator.Spec spec = spec(partition, showsRank);
            PhysicalNode input = planner.plan(columns.node());
            return new TopNNode(row(input, showsRank), input, spec);
        }

        private TopNOperator.Spec spec(List<Integer> partition, boolean showsRank) {
            RowOrder order = columns.order(ranked.rank().getWindow().orderKeys);
            return new TopNOperator.Spec(partition, order, ranked.ranking(), range.first(), range.last(), showsRank);
        }

        private RelDataType row(PhysicalNode input, boolean showsRank) {
            RelDataTypeFactory types = node.getCluster().getTypeFactory();
            RelDataTypeFactory.Builder row =
                    types.builder().addAll(input.rowType().getFieldList());
            if (showsRank) {
                row.add("$rank", ranked.rank().getType());
            }
            return row.build();
        }

        /** What is computed above the rank. */
        private PhysicalNode above(PhysicalNode rows) {
            RexNode condition = conjunction();
            List<RexNode> projections = new ArrayList<>();
            outer.projections().forEach(projection -> projections.add(moved(projection, rows)));
            return new CalcNode(
                    node.getRowType(),
                    rows,
                    condition == null ? null : moved(condition, rows),
                    projections,
                    node.getCluster().getTypeFactory());
        }

        private RexNode moved(RexNode expression, PhysicalNode rows) {
            return expression.accept(new RexShuttle() {
                @Override
                public RexNode visitInputRef(RexInputRef input) {
                    Integer column = columnOf.get(input.getIndex());
                    if (column != null) {
                        return new RexInputRef(column, input.getType());
                    } else if (isConstant()) {
                        return expressions.makeExactLiteral(BigDecimal.valueOf(range.first()), input.getType());
                    }
                    return new RexInputRef(rows.rowType().getFieldCount() - 1, input.getType());
                }
            });
        }
    }
}
