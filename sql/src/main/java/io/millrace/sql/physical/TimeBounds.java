/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.type.TimeAttributeType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.jspecify.annotations.Nullable;

/**
 * How far apart the time attributes of rows that match may be: {@code lowerMillis <= left - right <= upperMillis}.
 *
 * @param left the column of the left input
 * @param right the column of the right input
 * @param isRowtime or processing time
 * @param keys the rest of the join's condition
 */
record TimeBounds(int left, int right, boolean isRowtime, long lowerMillis, long upperMillis, JoinKeys keys) {
    /** Returns the bounds that a join's condition sets, or null if it does not bound time from both sides. */
    static @Nullable TimeBounds of(Join join) {
        Search search = new Search(join);
        RexBuilder builder = join.getCluster().getRexBuilder();
        List<RexNode> others = new ArrayList<>();
        for (RexNode conjunct : RelOptUtil.conjunctions(join.getCondition())) {
            if (!search.takes(conjunct)) {
                others.add(conjunct);
            }
        }
        if (search.lower == Long.MIN_VALUE || search.upper == Long.MAX_VALUE) {
            return null;
        }
        RexNode rest = RexUtil.composeConjunction(builder, others);
        JoinKeys keys = JoinKeys.of(
                join.copy(join.getTraitSet(), rest, join.getLeft(), join.getRight(), join.getJoinType(), false));
        return new TimeBounds(search.left, search.right, search.isRowtime, search.lower, search.upper, keys);
    }

    /** A time attribute, by its column in both inputs' rows, plus something. */
    private record Shifted(int column, boolean isRowtime, long millis) {
        static @Nullable Shifted of(RexNode node) {
            if (node instanceof RexInputRef input) {
                RelDataType type = input.getType();
                return TimeAttributeType.isRowtime(type) || TimeAttributeType.isProctime(type)
                        ? new Shifted(input.getIndex(), TimeAttributeType.isRowtime(type), 0)
                        : null;
            }
            if (node instanceof RexCall call && call.isA(SqlKind.CAST)) {
                return of(call.getOperands().get(0));
            }
            if (!(node instanceof RexCall call)
                    || (call.getKind() != SqlKind.PLUS && call.getKind() != SqlKind.MINUS)
                    || call.getOperands().size() != 2
                    || !(call.getOperands().get(1) instanceof RexLiteral by)
                    || by.isNull()
                    || by.getType().getSqlTypeName().getFamily() != SqlTypeFamily.INTERVAL_DAY_TIME) {
                return null;
            }
            Shifted of = of(call.getOperands().get(0));
            Long millis = by.getValueAs(Long.class);
            return of == null || millis == null
                    ? null
                    : new Shifted(
                            of.column,
                            of.isRowtime,
                            of.millis + (call.getKind() == SqlKind.PLUS ? millis : -millis));
        }
    }

    /** Gathers the bounds of the first pair of columns that a condition compares. */
    private static final class Search {
        private final int leftWidth;
        private int left = -1;
        private int right = -1;
        private boolean isRowtime;
        private long lower = Long.MIN_VALUE;
        private long upper = Long.MAX_VALUE;

        Search(Join join) {
            this.leftWidth = join.getLeft().getRowType().getFieldCount();
        }

        /** Returns whether a condition bounds time, and nothing else. */
        boolean takes(RexNode conjunct) {
            if (!(conjunct instanceof RexCall call) || call.getOperands().size() != 2) {
                return false;
            }
            Shifted one = Shifted.of(call.getOperands().get(0));
            Shifted other = Shifted.of(call.getOperands().get(1));
            if (one == null || other == null || one.isRowtime != other.isRowtime) {
                return false;
            }
            boolean forwards = one.column < leftWidth;
            if (forwards == (other.column < leftWidth)) {
                return false;
            }
            Shifted ofLeft = forwards ? one : other;
            Shifted ofRight = forwards ? other : one;
            SqlKind kind = forwards ? call.getKind() : call.getKind().reverse();
            return isOfPair(ofLeft, ofRight) && bound(kind, ofRight.millis - ofLeft.millis);
        }

        private boolean isOfPair(Shifted ofLeft, Shifted ofRight) {
            if (left < 0) {
                left = ofLeft.column;
                right = ofRight.column - leftWidth;
                isRowtime = ofLeft.isRowtime;
            }
            return left == ofLeft.column && right == ofRight.column - leftWidth;
        }

        /** Takes {@code left - right <kind> millis}. */
        private boolean bound(SqlKind kind, long millis) {
            switch (kind) {
                case GREATER_THAN -> lower = Math.max(lower, millis + 1);
                case GREATER_THAN_OR_EQUAL -> lower = Math.max(lower, millis);
                case LESS_THAN -> upper = Math.min(upper, millis - 1);
                case LESS_THAN_OR_EQUAL -> upper = Math.min(upper, millis);
                case EQUALS -> {
                    lower = Math.max(lower, millis);
                    upper = Math.min(upper, millis);
                }
                default -> {
                    return false;
                }
            }
            return true;
        }
    }
}
