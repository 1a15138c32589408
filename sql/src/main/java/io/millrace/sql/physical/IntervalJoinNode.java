/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.codegen.CalcCompiler;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.IntervalJoinOperator;
import io.millrace.sql.operator.IntervalSide;
import io.millrace.sql.operator.JoinSide;
import io.millrace.sql.operator.PairCondition;
import io.millrace.stream.DataStream;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.jspecify.annotations.Nullable;

/** A join of rows whose times are near each other, which forgets them when time has passed. */
final class IntervalJoinNode extends PhysicalNode {
    private final JoinRelType type;
    private final TimeBounds bounds;
    private final RelDataTypeFactory types;

    IntervalJoinNode(
            RelDataType rowType,
            PhysicalNode left,
            PhysicalNode right,
            JoinRelType type,
            TimeBounds bounds,
            RelDataTypeFactory types) {
        super(rowType, List.of(left, right));
        this.type = type;
        this.bounds = bounds;
        this.types = types;
    }

    /** A row without a match is told of when none can come any more. */
    @Override
    public ChangelogMode changelogMode() {
        return ChangelogMode.insertOnly();
    }

    @Override
    public String describe() {
        JoinKeys keys = bounds.keys();
        String where = keys.rest() == null ? "" : ", where=[" + keys.rest() + "]";
        return "IntervalJoin(type=[" + type.name().toLowerCase(Locale.ROOT) + "], left=" + keys.left() + ", right="
                + keys.right() + ", " + (bounds.isRowtime() ? "rowtime" : "proctime") + "=[" + bounds.lowerMillis()
                + " ms <= $" + bounds.left() + " - $" + bounds.right() + " <= " + bounds.upperMillis() + " ms]" + where
                + ")";
    }

    @Override
    String distribution() {
        return hash(inputs().get(0), bounds.keys().left()) + ", "
                + hash(inputs().get(1), bounds.keys().right());
    }

    @Override
    StateUse state() {
        return StateUse.bounded(
                "the rows of both inputs",
                StateUse.bytesOf(inputs().get(0).rowType())
                        + StateUse.bytesOf(inputs().get(1).rowType()),
                "time has passed the bounds");
    }

    @Override
    String computeIdentity() {
        PhysicalNode left = inputs().get(0);
        PhysicalNode right = inputs().get(1);
        return type + " JOIN " + bounds.keys().identity(left, right) + " AND " + bounds.lowerMillis() + " <= "
                + left.lineage().get(bounds.left()) + " - "
                + right.lineage().get(bounds.right()) + " <= " + bounds.upperMillis()
                + (bounds.isRowtime() ? "" : " BY THE CLOCK") + " OF\n"
                + StoredRows.identity(left).indent(1)
                + StoredRows.identity(right).indent(1);
    }

    @Override
    List<String> computeLineage() {
        return JoinNode.lineage(inputs().get(0), inputs().get(1));
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        JoinKeys keys = bounds.keys();
        DataStream<Object> left = translation.stream(inputs().get(0)).keyByColumns(keys.left());
        DataStream<Object> right = translation.stream(inputs().get(1)).keyByColumns(keys.right());
        IntervalSide leftSide = side(0, keys.left(), type.generatesNullsOnRight(), bounds.left());
        IntervalSide rightSide = side(1, keys.right(), type.generatesNullsOnLeft(), bounds.right());
        PairCondition condition = condition(translation);
        RelDataType output = rowType();
        JoinRelType joinType = type;
        long lower = bounds.lowerMillis();
        long upper = bounds.upperMillis();
        return translation.keeping(
                this,
                left.transform(
                        "IntervalJoin",
                        right,
                        () -> new IntervalJoinOperator(
                                output, leftSide, rightSide, lower, upper, condition, joinType)));
    }

    private IntervalSide side(int input, List<Integer> columns, boolean preserved, int time) {
        RelDataType row = inputs().get(input).rowType();
        int precision = row.getFieldList().get(time).getType().getPrecision();
        return new IntervalSide(
                new JoinSide(
                        row,
                        StoredRows.type(inputs().get(input)),
                        columns,
                        bounds.keys().matchesNull(),
                        preserved,
                        true),
                bounds.isRowtime() ? time : -1,
                precision > 3);
    }

    private @Nullable PairCondition condition(Translation translation) {
        if (bounds.keys().rest() == null) {
            return null;
        }
        RelDataType pair = SqlValidatorUtil.createJoinType(
                types, inputs().get(0).rowType(), inputs().get(1).rowType(), null, List.of());
        return PairCondition.of(bounds.keys().rest(), pair, new CalcCompiler(types, translation.zone()), types);
    }
}
