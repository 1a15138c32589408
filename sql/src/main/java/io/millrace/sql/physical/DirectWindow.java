/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.plan.LateRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.jspecify.annotations.Nullable;

/**
 * Windows with no more than filters and projections above them. These can be computed below the windows where they do not look at them, and then no row has to be passed on once for
 * each of its windows.
 *
 * @param condition over the columns of the call, or null
 * @param projections over these columns
 */
record DirectWindow(WindowCall call, int width, @Nullable RexNode condition, List<RexNode> projections) {

    /** Returns the windows at the bottom of a node, or null if there is something else between. */
    static @Nullable DirectWindow of(RelNode node) {
        RelNode below = node;
        RexNode condition = null;
        List<RexNode> projections =
                new ArrayList<>(node.getCluster().getRexBuilder().identityProjects(node.getRowType()));
        while (true) {
            if (below instanceof Project project && !project.containsOver()) {
                projections = RelOptUtil.pushPastProject(projections, project);
                condition = condition == null ? null : RelOptUtil.pushPastProject(condition, project);
                below = project.getInput();
            } else if (below instanceof Filter filter) {
                condition = condition == null
                        ? filter.getCondition()
                        : RexUtil.composeConjunction(
                                node.getCluster().getRexBuilder(), List.of(filter.getCondition(), condition));
                below = filter.getInput();
            } else {
                break;
            }
        }
        WindowCall call = WindowCall.of(below);
        return call == null
                ? null
                : new DirectWindow(call, call.input().getRowType().getFieldCount(), condition, projections);
    }

    /** Returns whether the condition, and some of the projections, look at nothing of the windows. */
    boolean isBelow(List<Integer> columns) {
        List<RexNode> read = new ArrayList<>();
        columns.forEach(column -> read.add(projections.get(column)));
        return RelOptUtil.InputFinder.bits(read, condition).nextSetBit(width) < 0;
    }

    /**
     * Returns the input of the windows with the condition, some of the projections, and behind them, in event time, the rowtime, and what late rows are to have of the
     * input.
     */
    RelNode below(List<Integer> columns) {
        RelNode input = call.input();
        if (condition != null) {
            input = LogicalFilter.create(input, condition);
        }
        List<RexNode> read = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int column : columns) {
            read.add(projections.get(column));
            names.add("f" + names.size());
        }
        if (call.eventTime()) {
            read.add(RexInputRef.of(call.timeColumn(), call.input().getRowType()));
            names.add("rowtime");
        }
        LateRows late = call.late();
        if (late != null) {
            for (int column : late.columns()) {
                read.add(RexInputRef.of(column, call.input().getRowType()));
                names.add("late" + names.size());
            }
        }
        return LogicalProject.create(input, List.of(), read, names, Set.of());
    }
}
