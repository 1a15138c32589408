/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.codegen.CalcCompiler;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.JoinOperator;
import io.millrace.sql.operator.JoinSide;
import io.millrace.sql.operator.PairCondition;
import io.millrace.sql.operator.SemiJoinOperator;
import io.millrace.stream.DataStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.jspecify.annotations.Nullable;

/** A join of all that has come of both inputs. */
final class JoinNode extends PhysicalNode {
    private final JoinRelType type;
    private final JoinKeys keys;
    private final TimesToLive timesToLive;
    private final RelDataTypeFactory types;

    /** What hints say of how long the rows of the inputs are kept; null where they say nothing. */
    record TimesToLive(@Nullable Duration left, @Nullable Duration right) {}

    /** @param keys for an inner join those alone, without a rest */
    JoinNode(
            RelDataType rowType,
            PhysicalNode left,
            PhysicalNode right,
            JoinRelType type,
            JoinKeys keys,
            TimesToLive timesToLive,
            RelDataTypeFactory types) {
        super(rowType, List.of(left, right));
        this.type = type;
        this.keys = keys;
        this.timesToLive = timesToLive;
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
    String distribution() {
        return hash(inputs().get(0), keys.left()) + ", " + hash(inputs().get(1), keys.right());
    }

    @Override
    StateUse state() {
        return StateUse.unbounded(
                type.projectsRight()
                        ? "all rows of both inputs"
                        : "the rows of both inputs that can still make a difference",
                StateUse.bytesOf(inputs().get(0).rowType())
                        + StateUse.bytesOf(inputs().get(1).rowType()),
                "bound the time between rows that match, as in 'AND l.t BETWEEN r.t AND r.t + INTERVAL ...', or SET"
                        + " 'table.exec.state.ttl' to forget rows some time after they came");
    }

    @Override
    Duration timeToLive(Duration session) {
        return StateTtl.longer(
                Objects.requireNonNullElse(timesToLive.left, session),
                Objects.requireNonNullElse(timesToLive.right, session));
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        DataStream<Object> left = translation.stream(inputs().get(0)).keyByColumns(keys.left());
        DataStream<Object> right = translation.stream(inputs().get(1)).keyByColumns(keys.right());
        JoinSide leftSide = side(
                inputs().get(0),
                keys.left(),
                type.generatesNullsOnRight(),
                StateTtl.millis(timesToLive.left, translation));
        JoinSide rightSide = side(
                inputs().get(1),
                keys.right(),
                type.generatesNullsOnLeft(),
                StateTtl.millis(timesToLive.right, translation));
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

    /** Returns what the columns of two inputs side by side are. */
    static List<String> lineage(PhysicalNode left, PhysicalNode right) {
        List<String> columns = new ArrayList<>();
        left.lineage().forEach(column -> columns.add("left " + column));
        right.lineage().forEach(column -> columns.add("right " + column));
        return columns;
    }

    @Override
    String computeIdentity() {
        PhysicalNode left = inputs().get(0);
        PhysicalNode right = inputs().get(1);
        return type + " JOIN " + keys.identity(left, right) + " OF\n"
                + StoredRows.identity(left).indent(1)
                + StoredRows.identity(right).indent(1);
    }

    @Override
    List<String> computeLineage() {
        return type.projectsRight()
                ? lineage(inputs().get(0), inputs().get(1))
                : inputs().get(0).lineage();
    }

    private JoinSide side(PhysicalNode input, List<Integer> columns, boolean preserved, long ttlMillis) {
        return new JoinSide(
                input.rowType(),
                StoredRows.type(input),
                columns,
                keys.matchesNull(),
                preserved,
                input.isInsertOnly(),
                ttlMillis);
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
