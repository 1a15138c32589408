/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/**
 * A projection above a filter, or one of the two: what becomes one operator.
 *
 * @param condition null where all rows pass
 */
record FilteredProjection(RelNode input, @Nullable RexNode condition, List<RexNode> projections) {
    /** Takes a node apart that is a filter, a projection, or anything else, all of whose columns then pass as they are. */
    static FilteredProjection of(RelNode node) {
        RelNode below = node;
        List<RexNode> projections = null;
        if (below instanceof Project project) {
            projections = project.getProjects();
            below = project.getInput();
        }
        RexNode condition = null;
        if (below instanceof Filter filter) {
            condition = filter.getCondition();
            below = filter.getInput();
        }
        return new FilteredProjection(below, condition, projections == null ? allOf(below) : projections);
    }

    /** Returns the same above what is below a projection that it is above. */
    FilteredProjection past(Project project) {
        return new FilteredProjection(
                project.getInput(),
                condition == null ? null : RelOptUtil.pushPastProject(condition, project),
                RelOptUtil.pushPastProject(projections, project));
    }

    private static List<RexNode> allOf(RelNode node) {
        return node.getRowType().getFieldList().stream()
                .<RexNode>map(field -> new RexInputRef(field.getIndex(), field.getType()))
                .toList();
    }
}
