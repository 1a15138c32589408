/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.function.user.UserProcessTableFunction;
import io.millrace.sql.plan.ProcessTableScan;
import io.millrace.sql.plan.SourceScan;
import io.millrace.sql.plan.WatermarkAssigner;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelVisitor;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexVisitorImpl;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a query asks for event time. One that only filters, projects, unites and groups rows does not, and then the watermarks that its tables declare, which cost
 * something, are not made.
 */
final class EventTime extends RelVisitor {
    /** What looks at the watermark: the function that tells it, and the windows of GROUP BY. */
    private static final Set<String> FUNCTIONS = Set.of("CURRENT_WATERMARK", "$TUMBLE", "$HOP", "$SESSION");

    private boolean asked;

    private EventTime() {}

    static boolean isAskedForIn(RelNode plan) {
        EventTime visitor = new EventTime();
        visitor.go(plan);
        return visitor.asked;
    }

    @Override
    public void visit(RelNode node, int ordinal, @Nullable RelNode parent) {
        asked |= asks(node);
        if (!asked) {
            super.visit(node, ordinal, parent);
        }
    }

    private static boolean asks(RelNode node) {
        if (node instanceof Project project) {
            return project.containsOver() || looksAtWatermark(project.getProjects());
        } else if (node instanceof ProcessTableScan scan) {
            return scan.function() instanceof UserProcessTableFunction
                    || scan.call().tables().stream()
                            .anyMatch(table -> !table.order().isEmpty());
        } else if (node instanceof Filter filter) {
            return looksAtWatermark(List.of(filter.getCondition()));
        }
        return !(node instanceof SourceScan
                || node instanceof WatermarkAssigner
                || node instanceof Values
                || (node instanceof Join join && TimeBounds.of(join) == null)
                || node instanceof Aggregate
                || node instanceof Union);
    }

    private static boolean looksAtWatermark(List<RexNode> expressions) {
        boolean[] found = new boolean[1];
        RexVisitorImpl<Void> visitor = new RexVisitorImpl<>(true) {
            @Override
            public Void visitCall(RexCall call) {
                found[0] |= FUNCTIONS.contains(call.getOperator().getName());
                return super.visitCall(call);
            }
        };
        expressions.forEach(expression -> expression.accept(visitor));
        return found[0];
    }
}
