/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.aggregate.Accumulators;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.stream.DataStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * The second phase of an aggregation of groups: takes in what the first one has combined. It keeps what the aggregation keeps in one phase, by the same name, so that a query may change between one
 * and two.
 */
final class GlobalGroupAggregateNode extends PhysicalNode {
    private final GroupAggregateNode whole;
    private final List<List<RelDataType>> accumulators;

    private GlobalGroupAggregateNode(
            GroupAggregateNode whole, LocalGroupAggregateNode local, List<List<RelDataType>> accumulators) {
        super(whole.rowType(), List.of(local));
        this.whole = whole;
        this.accumulators = List.copyOf(accumulators);
    }

    /** Returns an aggregation in two phases, or as it is where one of its aggregates cannot be sent on the way. */
    static PhysicalNode of(GroupAggregateNode whole, RelDataTypeFactory types) {
        RelDataType input = whole.input().rowType();
        Optional<List<List<RelDataType>>> found =
                Accumulators.of(whole.calls(), input, !whole.input().isInsertOnly(), types);
        if (found.isEmpty()) {
            return whole;
        }
        List<List<RelDataType>> accumulators = found.get();
        RelDataTypeFactory.Builder row = types.builder();
        for (int i = 0; i < whole.keys().size(); i++) {
            row.add("$k" + i, input.getFieldList().get(whole.keys().get(i)).getType());
        }
        row.add("$rows", types.createSqlType(SqlTypeName.BIGINT));
        int column = 0;
        for (List<RelDataType> accumulator : accumulators) {
            for (RelDataType type : accumulator) {
                row.add("$a" + column++, type);
            }
        }
        List<Integer> widths = accumulators.stream().map(List::size).toList();
        return new GlobalGroupAggregateNode(
                whole, new LocalGroupAggregateNode(row.build(), whole, widths), accumulators);
    }

    @Override
    public ChangelogMode changelogMode() {
        return whole.changelogMode();
    }

    @Override
    List<ImmutableBitSet> computeUpsertKeys() {
        return whole.upsertKeys();
    }

    @Override
    public String describe() {
        return "Global" + whole.describe();
    }

    @Override
    String distribution() {
        return whole.distribution();
    }

    @Override
    Duration timeToLive(Duration session) {
        return whole.timeToLive(session);
    }

    @Override
    StateUse state() {
        return whole.state();
    }

    @Override
    String computeIdentity() {
        return whole.identity();
    }

    @Override
    List<String> computeLineage() {
        return whole.lineage();
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        int keyCount = whole.keys().size();
        RelDataType inputRow = whole.input().rowType();
        boolean retracts = !whole.input().isInsertOnly();
        List<Integer> keys = IntStream.range(0, keyCount).boxed().toList();
        List<Integer> stateKey =
                whole.stateKey().stream().map(whole.keys()::indexOf).toList();
        List<AggregateCall> calls = whole.calls();
        List<List<RelDataType>> columns = accumulators;
        return translation.keeping(
                this,
                whole.operator(
                        "GlobalGroupAggregate",
                        translation.stream(input()),
                        keys,
                        stateKey,
                        () -> Accumulators.merging(calls, inputRow, retracts, keyCount + 1, columns),
                        keyCount,
                        translation.needsUpdateBefore(this),
                        translation));
    }
}
