/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.data.RowType;
import io.millrace.sql.aggregate.Aggregator;
import io.millrace.sql.aggregate.Aggregators;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.GroupAggregateOperator;
import io.millrace.sql.operator.MiniBatch;
import io.millrace.sql.row.StateTypes;
import io.millrace.stream.DataStream;
import io.millrace.stream.SingleOutputStreamOperator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/** The aggregates of groups, which change with every row. */
final class GroupAggregateNode extends PhysicalNode {
    private final List<Integer> keys;
    private final List<AggregateCall> calls;
    private final @Nullable Duration timeToLive;

    /**
     * @param rowType the keys, and then the aggregates
     * @param timeToLive what a hint says of how long an idle group is kept; null where it says nothing
     */
    GroupAggregateNode(
            RelDataType rowType,
            PhysicalNode input,
            List<Integer> keys,
            List<AggregateCall> calls,
            @Nullable Duration timeToLive) {
        super(rowType, List.of(input));
        this.keys = List.copyOf(keys);
        this.calls = List.copyOf(calls);
        this.timeToLive = timeToLive;
        Aggregators.check(calls, input.rowType(), !input.isInsertOnly()); // says now what cannot be computed
    }

    /** Groups without aggregates, as of DISTINCT, only ever come as long as no row is taken back. */
    @Override
    public ChangelogMode changelogMode() {
        return calls.isEmpty() && input().isInsertOnly() ? ChangelogMode.insertOnly() : ChangelogMode.all();
    }

    @Override
    List<ImmutableBitSet> computeUpsertKeys() {
        return List.of(ImmutableBitSet.range(keys.size()));
    }

    @Override
    public String describe() {
        List<String> columns = input().rowType().getFieldNames();
        List<String> aggregates = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            aggregates.add(AggregateText.of(calls.get(i), columns) + " AS "
                    + rowType().getFieldNames().get(keys.size() + i));
        }
        return "GroupAggregate(groupBy=" + keys.stream().map(columns::get).toList() + ", select=" + aggregates + ")";
    }

    @Override
    String distribution() {
        return hash(input(), keys);
    }

    @Override
    Duration timeToLive(Duration session) {
        return timeToLive == null ? session : timeToLive;
    }

    @Override
    StateUse state() {
        String what = "for each group a count of rows" + (calls.isEmpty() ? "" : " and its aggregates");
        return keys.isEmpty()
                ? StateUse.bounded(what, StateUse.bytesOf(rowType()), "there is one group")
                : StateUse.unbounded(
                        what,
                        StateUse.bytesOf(rowType()),
                        "group by a window, too, or SET 'table.exec.state.ttl' to forget groups that are idle");
    }

    /** Which aggregates there are is no part of it: each has states of its own. */
    @Override
    String computeIdentity() {
        return "GROUP BY " + stateKey().stream().map(input().lineage()::get).toList() + " OF\n"
                + input().identity().indent(1);
    }

    @Override
    List<String> computeLineage() {
        List<String> columns = new ArrayList<>();
        keys.forEach(key -> columns.add(input().lineage().get(key)));
        calls.forEach(call -> columns.add(Lineage.of(call, input().lineage())));
        return columns;
    }

    List<Integer> keys() {
        return keys;
    }

    List<AggregateCall> calls() {
        return calls;
    }

    /** Returns the columns of the key in an order that does not depend on where they lie. */
    List<Integer> stateKey() {
        List<Integer> sorted = new ArrayList<>(keys);
        sorted.sort(Comparator.comparing(input().lineage()::get));
        return sorted;
    }

    /** Returns what snapshots call the columns of {@link #stateKey}. */
    RowType keyType() {
        return StateTypes.row(
                input().rowType(), stateKey(), Lineage.distinct(Lineage.of(stateKey(), input().lineage())));
    }

    /** Returns the names of the aggregates' states. */
    List<String> stateNames() {
        return Lineage.distinct(
                calls.stream().map(call -> Lineage.of(call, input().lineage())).toList());
    }

    /** Returns what a hint says of how long an idle group is kept; null where it says nothing. */
    @Nullable
    Duration hintedTimeToLive() {
        return timeToLive;
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        RelDataType inputRow = input().rowType();
        List<String> lineage = input().lineage();
        boolean retracts = !input().isInsertOnly();
        List<AggregateCall> aggregates = calls;
        return translation.keeping(
                this,
                operator(
                        "GroupAggregate",
                        translation.stream(input()),
                        keys,
                        stateKey(),
                        () -> Aggregators.of(aggregates, inputRow, lineage, retracts),
                        GroupAggregateOperator.EACH_ROW,
                        translation.needsUpdateBefore(this),
                        translation));
    }

    /**
     * Appends the operator that keeps the groups.
     *
     * @param stream what it takes
     * @param keyColumns of the stream, in the order of the row type
     * @param stateKeyColumns of the stream, in the order of {@link #stateKey}
     * @param aggregators makes those of a subtask
     * @param countColumn of the stream, which says how many rows more a group has; {@link GroupAggregateOperator#EACH_ROW} where each row is one
     * @param updateBefore whether it tells what groups were before updates
     */
    SingleOutputStreamOperator<Object> operator(
            String name,
            DataStream<Object> stream,
            List<Integer> keyColumns,
            List<Integer> stateKeyColumns,
            Supplier<List<Aggregator>> aggregators,
            int countColumn,
            boolean updateBefore,
            Translation translation) {
        RelDataType output = rowType();
        RowType keyType = keyType();
        List<String> names = stateNames();
        long ttl = StateTtl.millis(timeToLive, translation);
        MiniBatch miniBatch = translation.miniBatch();
        boolean isAlwaysThere = keys.isEmpty() && BatchMode.isOf(this, translation.options());
        SingleOutputStreamOperator<Object> groups = stream.keyByColumns(stateKeyColumns)
                .transform(
                        name,
                        () -> new GroupAggregateOperator(
                                output,
                                keyColumns,
                                stateKeyColumns,
                                keyType,
                                aggregators.get(),
                                names,
                                countColumn,
                                updateBefore,
                                ttl,
                                miniBatch,
                                isAlwaysThere));
        return isAlwaysThere ? groups.setParallelism(1) : groups;
    }
}
