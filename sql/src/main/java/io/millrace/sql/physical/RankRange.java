/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/**
 * The ranks that a condition lets pass.
 *
 * @param first from 1
 * @param last not before the first
 * @param others what the condition asks besides
 */
record RankRange(long first, long last, List<RexNode> others) {

    /** Returns the range of a condition, or null if it leaves the end open, names it by a column, or lets nothing pass. */
    static @Nullable RankRange of(RexNode condition, int rankColumn) {
        long first = 1;
        long last = Long.MAX_VALUE;
        List<RexNode> others = new ArrayList<>();
        for (RexNode conjunct : RelOptUtil.conjunctions(condition)) {
            Comparison comparison = Comparison.of(conjunct, rankColumn);
            if (comparison == null) {
                others.add(conjunct);
            } else {
                first = Math.max(first, comparison.first());
                last = Math.min(last, comparison.last());
            }
        }
        return last == Long.MAX_VALUE || last < first ? null : new RankRange(first, last, others);
    }

    /** A comparison of the rank with a number. */
    private record Comparison(SqlKind kind, BigDecimal number) {
        static @Nullable Comparison of(RexNode node, int rankColumn) {
            if (!(node instanceof RexCall call) || call.getOperands().size() != 2) {
                return null;
            }
            RexNode left = call.getOperands().get(0);
            RexNode right = call.getOperands().get(1);
            if (isRank(left, rankColumn)) {
                return known(call.getKind(), number(right));
            }
            return isRank(right, rankColumn) ? known(call.getKind().reverse(), number(left)) : null;
        }

        private static @Nullable Comparison known(SqlKind kind, @Nullable BigDecimal number) {
            if (number == null) {
                return null;
            }
            return switch (kind) {
                case EQUALS -> isWhole(number) ? new Comparison(kind, number) : null;
                case LESS_THAN, LESS_THAN_OR_EQUAL, GREATER_THAN, GREATER_THAN_OR_EQUAL -> new Comparison(kind, number);
                default -> null;
            };
        }

        private static boolean isWhole(BigDecimal number) {
            return number.stripTrailingZeros().scale() <= 0;
        }

        private static boolean isRank(RexNode node, int rankColumn) {
            return node instanceof RexInputRef input && input.getIndex() == rankColumn;
        }

        private static @Nullable BigDecimal number(RexNode node) {
            return node instanceof RexLiteral literal ? literal.getValueAs(BigDecimal.class) : null;
        }

        long first() {
            return switch (kind) {
                case EQUALS, GREATER_THAN_OR_EQUAL -> whole(number, RoundingMode.CEILING);
                case GREATER_THAN -> whole(number, RoundingMode.FLOOR) + 1;
                default -> 1;
            };
        }

        long last() {
            return switch (kind) {
                case EQUALS, LESS_THAN_OR_EQUAL -> whole(number, RoundingMode.FLOOR);
                case LESS_THAN -> whole(number, RoundingMode.CEILING) - 1;
                default -> Long.MAX_VALUE;
            };
        }

        private static long whole(BigDecimal number, RoundingMode rounding) {
            return number.setScale(0, rounding).longValue();
        }
    }
}
