/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;

/**
 * The right side of a lateral join without its filters and projections.
 *
 * @param base what is below them
 * @param conditions those of the filters, over the columns of the left side and then those of the base
 * @param outputs the columns of the right side, over the same
 */
record Lateral(RelNode base, List<RexNode> conditions, List<RexNode> outputs) {
    static Lateral of(Correlate correlate) {
        RelNode base = correlate.getRight();
        List<RexNode> conditions = new ArrayList<>();
        List<RexNode> outputs = new ArrayList<>();
        for (int column = 0; column < base.getRowType().getFieldCount(); column++) {
            outputs.add(RexInputRef.of(column, base.getRowType()));
        }
        while (base instanceof Filter || (base instanceof Project project && !project.containsOver())) {
            if (base instanceof Filter filter) {
                conditions.addAll(RelOptUtil.conjunctions(filter.getCondition()));
            } else {
                outputs = new ArrayList<>(RelOptUtil.pushPastProject(outputs, (Project) base));
                conditions = new ArrayList<>(RelOptUtil.pushPastProject(conditions, (Project) base));
            }
            base = base.getInput(0);
        }
        int width = correlate.getLeft().getRowType().getFieldCount();
        CorrelationId id = correlate.getCorrelationId();
        return new Lateral(base, beside(conditions, width, id), beside(outputs, width, id));
    }

    /** Returns expressions of the right side as such over both sides. */
    static List<RexNode> beside(List<RexNode> expressions, int leftWidth, CorrelationId id) {
        RexShuttle shuttle = new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef input) {
                return new RexInputRef(leftWidth + input.getIndex(), input.getType());
            }

            @Override
            public RexNode visitFieldAccess(RexFieldAccess access) {
                return access.getReferenceExpr() instanceof RexCorrelVariable variable && variable.id.equals(id)
                        ? new RexInputRef(access.getField().getIndex(), access.getType())
                        : super.visitFieldAccess(access);
            }
        };
        return expressions.stream().map(each -> each.accept(shuttle)).toList();
    }

    /** Returns whether the right side is its base as it is. */
    boolean isPlain(int leftWidth) {
        boolean plain = conditions.isEmpty()
                && outputs.size() == base.getRowType().getFieldCount();
        for (int i = 0; plain && i < outputs.size(); i++) {
            plain = outputs.get(i) instanceof RexInputRef input && input.getIndex() == leftWidth + i;
        }
        return plain;
    }

    /** Returns whether the columns of the right side are null where those of the base are. */
    boolean passesNulls(int leftWidth) {
        return outputs.stream().allMatch(each -> each instanceof RexInputRef input && input.getIndex() >= leftWidth);
    }

    /** Returns the columns of both sides, over those of the left side and of the base. */
    List<RexNode> outputsOf(Correlate correlate) {
        List<RexNode> all = new ArrayList<>();
        for (int column = 0; column < correlate.getLeft().getRowType().getFieldCount(); column++) {
            all.add(RexInputRef.of(column, correlate.getLeft().getRowType()));
        }
        all.addAll(outputs);
        return all;
    }
}
