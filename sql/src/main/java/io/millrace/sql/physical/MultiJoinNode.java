/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.JoinSide;
import io.millrace.sql.operator.MultiJoinOperator;
import io.millrace.stream.DataStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/** Inner and left joins of several inputs on one key, of which only the inputs are kept. */
final class MultiJoinNode extends PhysicalNode {
    private final List<List<Integer>> keys;
    private final List<Boolean> leftJoined;
    private final List<@Nullable Duration> timesToLive;

    /**
     * @param rowType the columns of all inputs
     * @param keys for each input the columns that are equal
     * @param leftJoined for each input whether it is left joined
     * @param timesToLive what hints say of how long the rows of an input are kept; null where they say nothing
     */
    MultiJoinNode(
            RelDataType rowType,
            List<PhysicalNode> inputs,
            List<List<Integer>> keys,
            List<Boolean> leftJoined,
            List<@Nullable Duration> timesToLive) {
        super(rowType, inputs);
        this.keys = List.copyOf(keys);
        this.leftJoined = List.copyOf(leftJoined);
        this.timesToLive = Collections.unmodifiableList(new ArrayList<>(timesToLive));
    }

    private IntStream all() {
        return IntStream.range(0, keys.size());
    }

    @Override
    public ChangelogMode changelogMode() {
        boolean grows = !leftJoined.contains(true) && inputs().stream().allMatch(PhysicalNode::isInsertOnly);
        return grows ? ChangelogMode.insertOnly() : ChangelogMode.all();
    }

    private ImmutableBitSet keyOf(int input) {
        return ImmutableBitSet.of(keys.get(input));
    }

    /** As of a join of two (see {@link JoinNode}): what comes takes the place of the row that is kept. */
    private boolean isUpserted(int input) {
        PhysicalNode rows = inputs().get(input);
        boolean alone = input == 0 && !leftJoined.subList(1, leftJoined.size()).contains(false);
        List<RelDataTypeField> fields = rows.rowType().getFieldList();
        boolean mayBeNull = keys.get(input).stream()
                .anyMatch(column -> fields.get(column).getType().isNullable());
        return !rows.isInsertOnly() && rows.upsertKeys().contains(keyOf(input)) && !(alone && mayBeNull);
    }

    @Override
    RequiredChanges requires(int input, RequiredChanges required) {
        return isUpserted(input) ? RequiredChanges.UPSERTS_BY_KEY : RequiredChanges.WHOLE;
    }

    @Override
    List<ImmutableBitSet> computeUpsertKeys() {
        boolean stay = all().allMatch(input -> inputs().get(input).isInsertOnly() || isUpserted(input));
        return stay ? changeKeys() : List.of();
    }

    /** A key of each input together, or of one alone that always has a row, where of all others one row at most matches. */
    @Override
    List<ImmutableBitSet> computeChangeKeys() {
        List<ImmutableBitSet> found = new ArrayList<>();
        ImmutableBitSet together = ImmutableBitSet.of();
        int offset = 0;
        for (int input = 0; input < keys.size(); input++) {
            List<ImmutableBitSet> own = keysWith(input);
            if (own.isEmpty()) {
                return List.of();
            }
            int shift = offset;
            together = together.union(own.get(0).shift(shift));
            int one = input;
            if (!leftJoined.get(input) && all().allMatch(other -> other == one || matchesOnce(other))) {
                own.forEach(key -> found.add(key.shift(shift)));
            }
            offset += inputs().get(input).rowType().getFieldCount();
        }
        found.add(together);
        return found;
    }

    /** Returns the keys of an input that contain that of the join: the changes of a row stay in one subtask. */
    private List<ImmutableBitSet> keysWith(int input) {
        return inputs().get(input).changeKeys().stream()
                .filter(key -> key.contains(keyOf(input)))
                .toList();
    }

    private boolean matchesOnce(int input) {
        return inputs().get(input).changeKeys().stream().anyMatch(keyOf(input)::contains);
    }

    private List<String> types() {
        return leftJoined.subList(1, leftJoined.size()).stream()
                .map(left -> left ? "left" : "inner")
                .toList();
    }

    @Override
    public String describe() {
        return "MultiJoin(types=" + types() + ", keys=" + keys + ")";
    }

    @Override
    String distribution() {
        return all().mapToObj(input -> hash(inputs().get(input), keys.get(input)))
                .collect(Collectors.joining(", "));
    }

    @Override
    StateUse state() {
        long bytes = 0;
        for (PhysicalNode input : inputs()) {
            bytes += StateUse.bytesOf(input.rowType());
        }
        return StateUse.unbounded(
                "all rows of the inputs", bytes, "SET 'table.exec.state.ttl' to forget rows some time after they came");
    }

    @Override
    Duration timeToLive(Duration session) {
        return timesToLive.stream()
                .map(hinted -> Objects.requireNonNullElse(hinted, session))
                .reduce(StateTtl::longer)
                .orElse(session);
    }

    @Override
    String computeIdentity() {
        StringBuilder identity = new StringBuilder("MULTI JOIN " + types());
        all().forEach(input -> identity.append("\nON ")
                .append(Lineage.of(keys.get(input), inputs().get(input).lineage()))
                .append(" OF\n")
                .append(StoredRows.identity(inputs().get(input)).indent(1)));
        return identity.toString();
    }

    @Override
    List<String> computeLineage() {
        List<String> columns = new ArrayList<>();
        all().forEach(input -> inputs().get(input).lineage().forEach(column -> columns.add(input + " " + column)));
        return columns;
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        List<DataStream<?>> streams = new ArrayList<>();
        List<JoinSide> sides = new ArrayList<>();
        for (int input = 0; input < keys.size(); input++) {
            PhysicalNode rows = inputs().get(input);
            streams.add(translation.stream(rows).keyByColumns(keys.get(input)));
            sides.add(new JoinSide(
                    rows.rowType(),
                    StoredRows.type(rows),
                    keys.get(input),
                    Collections.nCopies(keys.get(input).size(), false),
                    false,
                    rows.isInsertOnly(),
                    isUpserted(input),
                    StateTtl.millis(timesToLive.get(input), translation)));
        }
        RelDataType output = rowType();
        List<Boolean> left = leftJoined;
        boolean updateBefore = translation.needsUpdateBefore(this);
        return translation.keeping(
                this,
                streams.get(0)
                        .transform(
                                "MultiJoin",
                                streams.subList(1, streams.size()),
                                () -> new MultiJoinOperator(output, sides, left, updateBefore)));
    }
}
