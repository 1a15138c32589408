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
import java.util.stream.IntStream;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.apache.calcite.util.ImmutableBitSet;
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

    /**
     * Returns whether the key of an input's rows is that of the join: then what comes takes the place of the row that is kept, and nothing need be said of that. A row of which nulls come beside must not
     * have null for a key, as it is not kept then.
     */
    private boolean isUpserted(int side) {
        PhysicalNode input = inputs().get(side);
        boolean preserved = side == 0 ? type.generatesNullsOnRight() : type.generatesNullsOnLeft();
        return type.projectsRight()
                && !input.isInsertOnly()
                && input.upsertKeys().contains(keyOf(side))
                && !(preserved && mayMatchNothing(side));
    }

    private List<Integer> columnsOf(int side) {
        return side == 0 ? keys.left() : keys.right();
    }

    private ImmutableBitSet keyOf(int side) {
        return ImmutableBitSet.of(columnsOf(side));
    }

    private boolean mayMatchNothing(int side) {
        List<RelDataTypeField> fields = inputs().get(side).rowType().getFieldList();
        return IntStream.range(0, columnsOf(side).size())
                .anyMatch(i -> !keys.matchesNull().get(i)
                        && fields.get(columnsOf(side).get(i)).getType().isNullable());
    }

    @Override
    RequiredChanges requires(int input, RequiredChanges required) {
        return isUpserted(input) ? RequiredChanges.UPSERTS_BY_KEY : RequiredChanges.WHOLE;
    }

    /** No row may be away for a moment, for want of an update: what happens meanwhile to others would not be told of it. */
    @Override
    List<ImmutableBitSet> computeUpsertKeys() {
        for (int side = 0; side < 2; side++) {
            if (!inputs().get(side).isInsertOnly() && !isUpserted(side)) {
                return List.of();
            }
        }
        return changeKeys();
    }

    /** A key of both inputs together, or of one whose rows match one of the other at most. */
    @Override
    List<ImmutableBitSet> computeChangeKeys() {
        if (!type.projectsRight()) {
            return keysWith(0);
        }
        int width = inputs().get(0).rowType().getFieldCount();
        List<ImmutableBitSet> left = keysWith(0);
        List<ImmutableBitSet> right =
                keysWith(1).stream().map(key -> key.shift(width)).toList();
        List<ImmutableBitSet> found = new ArrayList<>();
        if (matchesOnce(1) && !type.generatesNullsOnLeft()) {
            found.addAll(left);
        }
        if (matchesOnce(0) && !type.generatesNullsOnRight()) {
            found.addAll(right);
        }
        left.forEach(one -> right.forEach(other -> found.add(one.union(other))));
        return found;
    }

    /** Returns the keys of an input that contain that of the join: the changes of a row stay in one subtask. */
    private List<ImmutableBitSet> keysWith(int side) {
        return inputs().get(side).changeKeys().stream()
                .filter(key -> key.contains(keyOf(side)))
                .toList();
    }

    private boolean matchesOnce(int side) {
        return inputs().get(side).changeKeys().stream().anyMatch(keyOf(side)::contains);
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
        JoinSide leftSide = side(0, type.generatesNullsOnRight(), StateTtl.millis(timesToLive.left, translation));
        JoinSide rightSide = side(1, type.generatesNullsOnLeft(), StateTtl.millis(timesToLive.right, translation));
        PairCondition condition = condition(translation);
        boolean updateBefore = translation.needsUpdateBefore(this);
        RelDataType output = rowType();
        boolean anti = type == JoinRelType.ANTI;
        return translation.keeping(
                this,
                type.projectsRight()
                        ? left.transform(
                                "Join",
                                right,
                                () -> new JoinOperator(output, leftSide, rightSide, condition, updateBefore))
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

    private JoinSide side(int side, boolean preserved, long ttlMillis) {
        PhysicalNode input = inputs().get(side);
        return new JoinSide(
                input.rowType(),
                StoredRows.type(input),
                columnsOf(side),
                keys.matchesNull(),
                preserved,
                input.isInsertOnly(),
                isUpserted(side),
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
