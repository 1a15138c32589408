/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.data.RowType;
import io.millrace.sql.aggregate.Aggregator;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.GroupAggregateOperator;
import io.millrace.sql.operator.IncrementalGroupAggregateOperator;
import io.millrace.sql.operator.MiniBatch;
import io.millrace.stream.DataStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.calcite.rel.type.RelDataType;

/** An aggregation of the parts of groups, which tells how they change what the groups come to. */
final class IncrementalGroupAggregateNode extends PhysicalNode {
    private final GroupAggregateNode parts;
    private final List<Integer> widths;
    private final Supplier<List<Aggregator>> aggregators;
    private final boolean isGathered;

    /**
     * @param rowType the keys of the group, then how many rows more it has, and then the accumulators
     * @param parts the aggregation of parts, by the keys of the group and then the number of the part
     * @param input the rows of the parts, or what a first phase has combined them to
     * @param widths how many columns the accumulator of each aggregate has
     * @param aggregators makes those of a subtask, for the input
     */
    IncrementalGroupAggregateNode(
            RelDataType rowType,
            GroupAggregateNode parts,
            PhysicalNode input,
            List<Integer> widths,
            Supplier<List<Aggregator>> aggregators) {
        super(rowType, List.of(input));
        this.parts = parts;
        this.widths = List.copyOf(widths);
        this.aggregators = aggregators;
        this.isGathered = input instanceof LocalGroupAggregateNode;
    }

    /** Each row is a change of its own, which nothing takes back. */
    @Override
    public ChangelogMode changelogMode() {
        return ChangelogMode.insertOnly();
    }

    @Override
    public String describe() {
        return "Incremental" + parts.describe();
    }

    @Override
    String distribution() {
        return parts.distribution();
    }

    @Override
    Duration timeToLive(Duration session) {
        return parts.timeToLive(session);
    }

    @Override
    StateUse state() {
        return StateUse.unbounded(
                "for each part of a group a count of rows and the distinct values",
                StateUse.bytesOf(parts.rowType()),
                "group by a window, too, or SET 'table.exec.state.ttl' to forget groups that are idle");
    }

    @Override
    String computeIdentity() {
        return parts.identity();
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        List<Integer> keys = parts.keys();
        List<Integer> sorted = parts.stateKey();
        List<Integer> stateKey = isGathered ? sorted.stream().map(keys::indexOf).toList() : sorted;
        List<Integer> groupPlaces =
                keys.subList(0, keys.size() - 1).stream().map(sorted::indexOf).toList();
        RelDataType output = rowType();
        RowType keyType = parts.keyType();
        List<String> names = parts.stateNames();
        List<Integer> columns = widths;
        Supplier<List<Aggregator>> aggregates = aggregators;
        int countColumn = isGathered ? keys.size() : GroupAggregateOperator.EACH_ROW;
        long ttl = StateTtl.millis(parts.hintedTimeToLive(), translation);
        MiniBatch miniBatch = translation.miniBatch();
        return translation.keeping(
                this,
                translation.stream(input())
                        .keyByColumns(stateKey)
                        .transform(
                                "IncrementalGroupAggregate",
                                () -> new IncrementalGroupAggregateOperator(
                                        output,
                                        stateKey,
                                        keyType,
                                        groupPlaces,
                                        aggregates.get(),
                                        names,
                                        columns,
                                        countColumn,
                                        ttl,
                                        miniBatch)));
    }
}
