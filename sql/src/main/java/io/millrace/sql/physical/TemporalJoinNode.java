/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.codegen.CalcCompiler;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.IntervalSide;
import io.millrace.sql.operator.JoinSide;
import io.millrace.sql.operator.PairCondition;
import io.millrace.sql.operator.TemporalJoinOperator;
import io.millrace.stream.DataStream;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.jspecify.annotations.Nullable;

/** A join of rows with the versions of another input's rows at their times. */
final class TemporalJoinNode extends PhysicalNode {
    private final JoinRelType type;
    private final JoinKeys keys;
    private final int[] times;
    private final RelDataTypeFactory types;

    /** @param times the columns of event time, that of the left input and that of the right one */
    TemporalJoinNode(
            RelDataType rowType,
            PhysicalNode left,
            PhysicalNode right,
            JoinRelType type,
            JoinKeys keys,
            int[] times,
            RelDataTypeFactory types) {
        super(rowType, List.of(left, right));
        this.type = type;
        this.keys = keys;
        this.times = times;
        this.types = types;
    }

    /** What a row finds is looked up once. */
    @Override
    public ChangelogMode changelogMode() {
        return input().changelogMode();
    }

    /** Of versions it is enough to know what rows become. */
    @Override
    RequiredChanges requires(int input, RequiredChanges required) {
        return input == 0 || inputs().get(1).upsertKeys().isEmpty() ? RequiredChanges.WHOLE : RequiredChanges.UPSERTS;
    }

    @Override
    public String describe() {
        String where = keys.rest() == null ? "" : ", where=[" + keys.rest() + "]";
        return "TemporalJoin(type=[" + type.name().toLowerCase(Locale.ROOT) + "], left=" + keys.left() + ", right="
                + keys.right() + ", asOf=[$" + times[0] + "], versions=[$" + times[1] + "]" + where + ")";
    }

    @Override
    String distribution() {
        return hash(inputs().get(0), keys.left()) + ", " + hash(inputs().get(1), keys.right());
    }

    @Override
    StateUse state() {
        return StateUse.bounded(
                "rows that wait, and the versions of each key",
                StateUse.bytesOf(inputs().get(0).rowType())
                        + StateUse.bytesOf(inputs().get(1).rowType()),
                "the watermark has passed, but for the last version of each key");
    }

    @Override
    String computeIdentity() {
        PhysicalNode left = inputs().get(0);
        PhysicalNode right = inputs().get(1);
        return type + " JOIN " + keys.identity(left, right) + " AS OF "
                + left.lineage().get(times[0]) + " OF VERSIONS BY "
                + right.lineage().get(times[1]) + " OF\n"
                + StoredRows.identity(left).indent(1)
                + StoredRows.identity(right).indent(1);
    }

    @Override
    List<String> computeLineage() {
        return JoinNode.lineage(inputs().get(0), inputs().get(1));
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        DataStream<Object> left = translation.stream(inputs().get(0)).keyByColumns(keys.left());
        DataStream<Object> right = translation.stream(inputs().get(1)).keyByColumns(keys.right());
        IntervalSide leftSide = side(0, keys.left());
        IntervalSide rightSide = side(1, keys.right());
        PairCondition condition = condition(translation);
        RelDataType output = rowType();
        return translation.keeping(
                this,
                left.transform(
                        "TemporalJoin", right, () -> new TemporalJoinOperator(output, leftSide, rightSide, condition)));
    }

    private IntervalSide side(int input, List<Integer> columns) {
        PhysicalNode of = inputs().get(input);
        int precision = of.rowType().getFieldList().get(times[input]).getType().getPrecision();
        boolean preserved = input == 0 && type == JoinRelType.LEFT;
        return new IntervalSide(
                new JoinSide(
                        of.rowType(), StoredRows.type(of), columns, keys.matchesNull(), preserved, of.isInsertOnly()),
                times[input],
                precision > 3);
    }

    private @Nullable PairCondition condition(Translation translation) {
        if (keys.rest() == null) {
            return null;
        }
        RelDataType pair = SqlValidatorUtil.createJoinType(
                types, inputs().get(0).rowType(), inputs().get(1).rowType(), null, List.of());
        return PairCondition.of(keys.rest(), pair, new CalcCompiler(types, translation.zone()), types);
    }
}
