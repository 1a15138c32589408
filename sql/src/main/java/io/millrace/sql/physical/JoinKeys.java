/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.column.ColumnLayout;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * The condition of a join, taken apart.
 *
 * @param left columns of the left input that equal ...
 * @param right ... those of the right one
 * @param matchesNull whether null equals null
 * @param rest what rows must hold besides, over the columns of both; null for nothing
 */
record JoinKeys(
        List<Integer> left,
        List<Integer> right,
        List<Boolean> matchesNull,
        @Nullable RexNode rest) {
    static JoinKeys of(Join join) {
        List<Integer> left = new ArrayList<>();
        List<Integer> right = new ArrayList<>();
        List<Boolean> excludesNull = new ArrayList<>();
        List<RexNode> others = new ArrayList<>();
        RelOptUtil.splitJoinCondition(
                join.getLeft(), join.getRight(), join.getCondition(), left, right, excludesNull, others);
        List<Integer> leftKeys = new ArrayList<>();
        List<Integer> rightKeys = new ArrayList<>();
        List<Boolean> matchesNull = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            if (areAlike(
                    type(join.getLeft().getRowType(), left.get(i)),
                    type(join.getRight().getRowType(), right.get(i)))) {
                leftKeys.add(left.get(i));
                rightKeys.add(right.get(i));
                matchesNull.add(!excludesNull.get(i));
            } else {
                others.add(equality(join, left.get(i), right.get(i), excludesNull.get(i)));
            }
        }
        RexBuilder builder = join.getCluster().getRexBuilder();
        RexNode rest = RexUtil.composeConjunction(builder, others);
        return new JoinKeys(leftKeys, rightKeys, matchesNull, rest.isAlwaysTrue() ? null : rest);
    }

    /** Returns one equality as a condition over the columns of both. */
    RexNode equality(Join join, int place) {
        return equality(join, left.get(place), right.get(place), !matchesNull.get(place));
    }

    /** Returns what the condition is (see {@link Lineage}), whatever the order of columns. */
    String identity(PhysicalNode leftInput, PhysicalNode rightInput) {
        List<String> equal = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            equal.add(leftInput.lineage().get(left.get(i))
                    + (matchesNull.get(i) ? " IS " : " = ")
                    + rightInput.lineage().get(right.get(i)));
        }
        String where = rest == null ? "" : " WHERE " + Lineage.of(rest, JoinNode.lineage(leftInput, rightInput));
        return "ON " + equal + where;
    }

    private static RelDataType type(RelDataType row, int column) {
        return row.getFieldList().get(column).getType();
    }

    /** Returns whether equal values of two types are the same in columns. */
    private static boolean areAlike(RelDataType one, RelDataType other) {
        if (ColumnLayout.of(one) != ColumnLayout.of(other)) {
            return false;
        }
        if (isWhole(one) && isWhole(other)) {
            return true;
        }
        return switch (one.getSqlTypeName()) {
            case CHAR, VARCHAR -> SqlTypeName.CHAR_TYPES.contains(other.getSqlTypeName());
            case BINARY, VARBINARY -> SqlTypeName.BINARY_TYPES.contains(other.getSqlTypeName());
            case DECIMAL -> other.getSqlTypeName() == SqlTypeName.DECIMAL && one.getScale() == other.getScale();
            case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                one.getSqlTypeName() == other.getSqlTypeName()
                        && (one.getPrecision() <= 3) == (other.getPrecision() <= 3);
            default ->
                one.getSqlTypeName() == other.getSqlTypeName()
                        && (one.getComponentType() == null
                                || one.getComponentType().equals(other.getComponentType()));
        };
    }

    private static boolean isWhole(RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case TINYINT, SMALLINT, INTEGER, BIGINT -> true;
            default -> false;
        };
    }

    private static RexNode equality(Join join, int left, int right, boolean excludesNull) {
        RexBuilder builder = join.getCluster().getRexBuilder();
        int width = join.getLeft().getRowType().getFieldCount();
        return builder.makeCall(
                excludesNull ? SqlStdOperatorTable.EQUALS : SqlStdOperatorTable.IS_NOT_DISTINCT_FROM,
                RexInputRef.of(left, join.getLeft().getRowType()),
                new RexInputRef(width + right, type(join.getRight().getRowType(), right)));
    }
}
