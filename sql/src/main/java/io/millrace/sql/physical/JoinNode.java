/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.codegen.CalcCompiler;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.JoinOperator;
import io.millrace.sql.operator.JoinSide;
import io.millrace.sql.operator.PairCondition;
import io.millrace.sql.operator.SemiJoinOperator;
import io.millrace.stream.DataStream;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.jspecify.annotations.Nullable;

/** A join of all that has come of both inputs. */
final class JoinNode extends PhysicalNode {
    private final JoinRelType type;
    private final JoinKeys keys;
    private final RelDataTypeFactory types;

    /** @param keys for an inner join those alone, without a rest */
    JoinNode(
            RelDataType rowType,
            PhysicalNode left,
            PhysicalNode right,
            JoinRelType type,
            JoinKeys keys,
            RelDataTypeFactory types) {
        super(rowType, List.of(left, right));
        this.type = type;
        this.keys = keys;
        this.types = types;
    }

    /** A row that comes later takes back what a row without a match has made. */
    @Override
    public ChangelogMode changelogMode() {
        boolean grows = (type == JoinRelType.INNER || type == JoinRelType.SEMI)
                && inputs().stream().allMatch(PhysicalNode::isInsertOnly);
        return grows ? ChangelogMode.insertOnly() : ChangelogMode.all();
    }

    @Override
    public String describe() {
        String where = keys.rest() == null ? "" : ", where=[" + keys.rest() + "]";
        String nulls = keys.matchesNull().contains(true) ? ", matchesNull=" + keys.matchesNull() : "";
        return "Join(type=[" + type.name().toLowerCase(Locale.ROOT) + "], left=" + keys.left() + ", right="
                + keys.right() + nulls + where + ")";
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        DataStream<Object> left = translation.stream(inputs().get(0)).keyByColumns(keys.left());
        DataStream<Object> right = translation.stream(inputs().get(1)).keyByColumns(keys.right());
        JoinSide leftSide = side(inputs().get(0), keys.left(), type.generatesNullsOnRight());
        JoinSide rightSide = side(inputs().get(1), keys.right(), type.generatesNullsOnLeft());
        PairCondition condition = condition(translation);
        RelDataType output = rowType();
        boolean anti = type == JoinRelType.ANTI;
        return translation.keeping(
                this,
                type.projectsRight()
                        ? left.transform("Join", right, () -> new JoinOperator(output, leftSide, rightSide, condition))
                        : left.transform(
                                anti ? "AntiJoin" : "SemiJoin",
                                right,
                                () -> new SemiJoinOperator(leftSide, rightSide, condition, anti)));
    }

    private JoinSide side(PhysicalNode input, List<Integer> columns, boolean preserved) {
        return new JoinSide(input.rowType(), columns, keys.matchesNull(), preserved, input.isInsertOnly());
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
