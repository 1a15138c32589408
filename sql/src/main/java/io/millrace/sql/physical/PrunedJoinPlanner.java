/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.util.ImmutableBitSet;
import org.apache.calcite.util.mapping.Mapping;
import org.apache.calcite.util.mapping.MappingType;
import org.apache.calcite.util.mapping.Mappings;
import org.jspecify.annotations.Nullable;

/** Filters, projections and aggregations right above a join that look at some columns only: the join keeps no others. */
final class PrunedJoinPlanner implements NodePlanner {
    @Override
    public @Nullable PhysicalNode plan(RelNode node, PhysicalPlanner planner) {
        if (node instanceof Aggregate aggregate && aggregate.getInput() instanceof Join join) {
            ImmutableBitSet used = used(aggregate);
            RelNode pruned = used.isEmpty() ? null : pruned(join, used);
            return pruned == null ? null : planner.plan(moved(aggregate, pruned, used));
        }
        if (!(node instanceof Filter) && !(node instanceof Project project && !project.containsOver())) {
            return null;
        }
        FilteredProjection calc = FilteredProjection.of(node);
        if (!(calc.input() instanceof Join join)) {
            return null;
        }
        ImmutableBitSet used = RelOptUtil.InputFinder.bits(calc.projections(), calc.condition());
        RelNode pruned = pruned(join, used);
        if (pruned == null) {
            return null;
        }
        RexNode condition = calc.condition() == null ? null : moved(calc.condition(), used);
        List<RexNode> projections =
                calc.projections().stream().map(each -> moved(each, used)).toList();
        return new CalcNode(
                node.getRowType(),
                planner.plan(pruned),
                condition,
                projections,
                node.getCluster().getTypeFactory());
    }

    private static ImmutableBitSet used(Aggregate aggregate) {
        ImmutableBitSet.Builder used = ImmutableBitSet.builder();
        used.addAll(aggregate.getGroupSet());
        for (AggregateCall call : aggregate.getAggCallList()) {
            used.addAll(ImmutableBitSet.of(call.getArgList()));
            if (call.filterArg >= 0) {
                used.set(call.filterArg);
            }
            used.addAll(ImmutableBitSet.of(call.getCollation().getKeys()));
        }
        return used.build();
    }

    private static RelNode moved(Aggregate aggregate, RelNode input, ImmutableBitSet used) {
        Mapping mapping = Mappings.create(
                MappingType.INVERSE_SURJECTION,
                aggregate.getInput().getRowType().getFieldCount(),
                used.cardinality());
        for (int column : used) {
            mapping.set(column, used.indexOf(column));
        }
        return aggregate.copy(
                aggregate.getTraitSet(),
                input,
                aggregate.getGroupSet().permute(mapping),
                ImmutableBitSet.ORDERING.immutableSortedCopy(aggregate.getGroupSets().stream()
                        .map(set -> set.permute(mapping))
                        .toList()),
                aggregate.getAggCallList().stream()
                        .map(call -> call.transform(mapping))
                        .toList());
    }

    private static RexNode moved(RexNode expression, ImmutableBitSet used) {
        return expression.accept(new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef input) {
                return new RexInputRef(used.indexOf(input.getIndex()), input.getType());
            }
        });
    }

    /** Returns the used columns of a join whose inputs have only what it looks at itself and these, or null if they have no others. */
    private static @Nullable RelNode pruned(Join join, ImmutableBitSet used) {
        int leftWidth = join.getLeft().getRowType().getFieldCount();
        int width = leftWidth + join.getRight().getRowType().getFieldCount();
        ImmutableBitSet kept = used.union(RelOptUtil.InputFinder.bits(join.getCondition()));
        if (kept.cardinality() == width) {
            return null;
        }
        ImmutableBitSet left = kept.intersect(ImmutableBitSet.range(leftWidth));
        ImmutableBitSet right = kept.except(left).shift(-leftWidth);
        RelNode narrow = join.copy(
                join.getTraitSet(),
                moved(join.getCondition(), kept),
                projected(join.getLeft(), left),
                projected(join.getRight(), right),
                join.getJoinType(),
                join.isSemiJoinDone());
        if (kept.equals(used)) {
            return narrow;
        }
        List<Integer> columns = new ArrayList<>();
        used.forEach(column -> columns.add(kept.indexOf(column)));
        return project(narrow, columns);
    }

    private static RelNode projected(RelNode input, ImmutableBitSet columns) {
        return columns.cardinality() == input.getRowType().getFieldCount() ? input : project(input, columns.toList());
    }

    /** Returns some columns of a node, as one projection with that which it may be. */
    private static RelNode project(RelNode input, List<Integer> columns) {
        RelNode below = input;
        List<RexNode> expressions = new ArrayList<>();
        List<String> names = new ArrayList<>();
        Project inner = input instanceof Project project && !project.containsOver() ? project : null;
        for (int column : columns) {
            names.add(input.getRowType().getFieldNames().get(column));
            expressions.add(
                    inner == null
                            ? RexInputRef.of(column, input.getRowType())
                            : inner.getProjects().get(column));
        }
        if (inner != null) {
            below = inner.getInput();
        }
        return LogicalProject.create(below, List.of(), expressions, names, Set.of());
    }
}
