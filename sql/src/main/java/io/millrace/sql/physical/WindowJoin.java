/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.operator.WindowJoinOperator;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * A join of rows of the same windows.
 *
 * @param condition what must hold besides, over the columns of both inputs, or null
 */
record WindowJoin(
        WindowColumns left,
        WindowColumns right,
        WindowJoinOperator.Spec spec,
        @Nullable RexNode condition) {
    /** Returns what a join is, or null if it is not one of windows. */
    static @Nullable WindowJoin of(Join join) {
        WindowColumns left = WindowColumns.of(join.getLeft());
        WindowColumns right = left == null ? null : WindowColumns.of(join.getRight());
        if (left == null || right == null || !left.eventTime() || !right.eventTime() || left.zoned() != right.zoned()) {
            return null;
        }
        List<Integer> leftEqual = new ArrayList<>();
        List<Integer> rightEqual = new ArrayList<>();
        List<Boolean> filterNulls = new ArrayList<>();
        List<RexNode> others = new ArrayList<>();
        RelOptUtil.splitJoinCondition(
                join.getLeft(), join.getRight(), join.getCondition(), leftEqual, rightEqual, filterNulls, others);
        List<Integer> leftKeys = new ArrayList<>();
        List<Integer> rightKeys = new ArrayList<>();
        List<Boolean> equalNulls = new ArrayList<>();
        int leftEnd = -1;
        int rightEnd = -1;
        boolean starts = false;
        for (int i = 0; i < leftEqual.size(); i++) {
            int leftKey = leftEqual.get(i);
            int rightKey = rightEqual.get(i);
            if (!areComparable(join, leftKey, rightKey)) {
                return null;
            }
            starts |= left.starts().get(leftKey) && right.starts().get(rightKey);
            if (left.ends().get(leftKey) && right.ends().get(rightKey)) {
                leftEnd = leftKey;
                rightEnd = rightKey;
            } else {
                leftKeys.add(leftKey);
                rightKeys.add(rightKey);
                equalNulls.add(!filterNulls.get(i));
            }
        }
        if (!starts || leftEnd < 0) {
            return null;
        }
        WindowJoinOperator.Spec spec = new WindowJoinOperator.Spec(
                join.getJoinType(),
                leftKeys,
                rightKeys,
                equalNulls,
                List.of(leftEnd, rightEnd),
                join.getLeft().getRowType().getFieldCount(),
                join.getRight().getRowType().getFieldCount());
        RexNode condition = others.isEmpty()
                ? null
                : RexUtil.composeConjunction(join.getCluster().getRexBuilder(), others);
        return new WindowJoin(left, right, spec, condition);
    }

    /** Returns whether equal values of two columns lie in them alike, so that they make equal keys. */
    private static boolean areComparable(Join join, int leftKey, int rightKey) {
        RelDataType one =
                join.getLeft().getRowType().getFieldList().get(leftKey).getType();
        RelDataType other =
                join.getRight().getRowType().getFieldList().get(rightKey).getType();
        boolean exact = one.getSqlTypeName() == SqlTypeName.DECIMAL
                || one.getSqlTypeName() == SqlTypeName.TIMESTAMP
                || one.getSqlTypeName() == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
        boolean text = one.getSqlTypeName().getFamily() == SqlTypeName.CHAR.getFamily();
        boolean same = text
                ? other.getSqlTypeName().getFamily() == one.getSqlTypeName().getFamily()
                : one.getSqlTypeName() == other.getSqlTypeName();
        return same && (!exact || (one.getPrecision() == other.getPrecision() && one.getScale() == other.getScale()));
    }
}
