/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.aggregate.Accumulators;
import io.millrace.sql.aggregate.Aggregator;
import io.millrace.sql.aggregate.Aggregators;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * An aggregation of groups in several phases. Each but the last tells the next how a group has changed: how many rows more it has, and {@link Accumulators} of what they come to.
 *
 * <pre>
 *  combined                         split                                split and combined
 *
 *  GlobalGroupAggregate(k)          GlobalGroupAggregate(k)              GlobalGroupAggregate(k)
 *    LocalGroupAggregate(k)           IncrementalGroupAggregate(k, part)   IncrementalGroupAggregate(k, part)
 *      input                            DistinctSplit                        LocalGroupAggregate(k, part)
 *                                         input                                DistinctSplit
 *                                                                                input
 * </pre>
 */
final class AggregatePhases {
    private final GroupAggregateNode whole;
    private final RelDataTypeFactory types;
    private final boolean retracts;

    AggregatePhases(GroupAggregateNode whole, RelDataTypeFactory types) {
        this.whole = whole;
        this.types = types;
        this.retracts = !whole.input().isInsertOnly();
    }

    /** Combines the rows of a group before they are sent to its subtask; empty where an aggregate cannot be sent on the way. */
    Optional<PhysicalNode> combined() {
        RelDataType input = whole.input().rowType();
        List<AggregateCall> calls = whole.calls();
        Optional<List<List<RelDataType>>> sent = Accumulators.of(calls, input, retracts, types);
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        List<List<RelDataType>> accumulators = sent.get();
        PhysicalNode local = local(whole, accumulators, () -> Aggregators.local(calls, input, retracts));
        return Optional.of(
                new GlobalGroupAggregateNode(whole, local, merging(whole, calls, accumulators), whole.identity()));
    }

    /**
     * Deals out the distinct values of a group to subtasks that keep a part of them each; empty where there are no distinct aggregates, or one cannot be sent on the way.
     *
     * @param buckets how many parts there are
     * @param combines whether the rows of a part are combined before they are sent to its subtask
     */
    Optional<PhysicalNode> split(int buckets, boolean combines) {
        PhysicalNode input = whole.input();
        List<List<Integer>> values = whole.calls().stream()
                .filter(Aggregators::isDistinct)
                .map(AggregateCall::getArgList)
                .distinct()
                .toList();
        List<AggregateCall> summed =
                whole.calls().stream().map(call -> call.withDistinct(false)).toList();
        Optional<List<List<RelDataType>>> sent = Accumulators.of(summed, input.rowType(), retracts, types);
        if (values.isEmpty() || sent.isEmpty()) {
            return Optional.empty();
        }
        DistinctSplitNode split = DistinctSplitNode.of(input, values, buckets, types);
        IncrementalGroupAggregateNode incremental = incremental(parts(split), split, sent.get(), combines);
        return Optional.of(new GlobalGroupAggregateNode(
                whole,
                incremental,
                merging(whole, summed, sent.get()),
                "SUM OF PARTS OF\n" + incremental.identity().indent(1)));
    }

    /** The aggregation of the parts of groups. */
    private GroupAggregateNode parts(DistinctSplitNode split) {
        List<RelDataTypeField> columns = whole.rowType().getFieldList();
        int keyCount = whole.keys().size();
        List<Integer> keys = new ArrayList<>(whole.keys());
        keys.add(split.part());
        RelDataType row = types.builder()
                .addAll(columns.subList(0, keyCount))
                .add(split.rowType().getFieldList().get(split.part()))
                .addAll(columns.subList(keyCount, columns.size()))
                .build();
        return new GroupAggregateNode(row, split, keys, whole.calls(), whole.hintedTimeToLive());
    }

    private IncrementalGroupAggregateNode incremental(
            GroupAggregateNode parts, DistinctSplitNode split, List<List<RelDataType>> accumulators, boolean combines) {
        List<AggregateCall> calls = whole.calls();
        RelDataType row = split.rowType();
        List<String> lineage = split.lineage();
        boolean takesBack = retracts;
        PhysicalNode input = split;
        Supplier<List<Aggregator>> aggregators =
                () -> split.ofTheirRows(calls, Aggregators.of(calls, row, lineage, takesBack));
        if (combines) {
            List<List<RelDataType>> gathered =
                    Accumulators.of(calls, row, retracts, types).orElseThrow();
            input = local(parts, gathered, () -> split.ofTheirRows(calls, Aggregators.local(calls, row, takesBack)));
            aggregators = merging(parts, calls, gathered);
        }
        return new IncrementalGroupAggregateNode(
                changes(whole, accumulators), parts, input, widths(accumulators), aggregators);
    }

    private LocalGroupAggregateNode local(
            GroupAggregateNode groups, List<List<RelDataType>> accumulators, Supplier<List<Aggregator>> aggregators) {
        return new LocalGroupAggregateNode(changes(groups, accumulators), groups, widths(accumulators), aggregators);
    }

    private static List<Integer> widths(List<List<RelDataType>> accumulators) {
        return accumulators.stream().map(List::size).toList();
    }

    /** Makes the aggregates that take in what {@link #changes} tells of groups. */
    private Supplier<List<Aggregator>> merging(
            GroupAggregateNode groups, List<AggregateCall> calls, List<List<RelDataType>> accumulators) {
        RelDataType input = groups.input().rowType();
        List<String> lineage = groups.input().lineage();
        int first = groups.keys().size() + 1;
        boolean takesBack = retracts;
        return () -> Accumulators.merging(calls, input, lineage, takesBack, first, accumulators);
    }

    /** The rows that tell how groups have changed: the keys, how many rows more there are, and the accumulators. */
    private RelDataType changes(GroupAggregateNode groups, List<List<RelDataType>> accumulators) {
        List<RelDataTypeField> input = groups.input().rowType().getFieldList();
        RelDataTypeFactory.Builder row = types.builder();
        for (int i = 0; i < groups.keys().size(); i++) {
            row.add("$k" + i, input.get(groups.keys().get(i)).getType());
        }
        row.add("$rows", types.createSqlType(SqlTypeName.BIGINT));
        int column = 0;
        for (List<RelDataType> accumulator : accumulators) {
            for (RelDataType type : accumulator) {
                row.add("$a" + column++, type);
            }
        }
        return row.build();
    }
}
