/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.aggregate.Aggregator;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.LocalGroupAggregateOperator;
import io.millrace.sql.operator.MiniBatch;
import io.millrace.stream.DataStream;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.calcite.rel.type.RelDataType;

/** The first phase of an aggregation of groups: rows of a group are combined to what they change. */
final class LocalGroupAggregateNode extends PhysicalNode {
    private final GroupAggregateNode whole;
    private final List<Integer> widths;
    private final Supplier<List<Aggregator>> aggregators;

    /**
     * @param rowType the keys, then how many rows more the group has, and then the accumulators
     * @param whole the aggregation
     * @param widths how many columns the accumulator of each aggregate has
     * @param aggregators makes those of a subtask
     */
    LocalGroupAggregateNode(
            RelDataType rowType,
            GroupAggregateNode whole,
            List<Integer> widths,
            Supplier<List<Aggregator>> aggregators) {
        super(rowType, whole.inputs());
        this.aggregators = aggregators;
        this.whole = whole;
        this.widths = List.copyOf(widths);
    }

    /** Each row is a change of its own, which nothing takes back. */
    @Override
    public ChangelogMode changelogMode() {
        return ChangelogMode.insertOnly();
    }

    @Override
    public String describe() {
        return "Local" + whole.describe();
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        MiniBatch miniBatch = Objects.requireNonNull(translation.miniBatch(), "Rows are gathered in two phases");
        RelDataType output = rowType();
        List<Integer> keys = whole.keys();
        List<Integer> columns = widths;
        Supplier<List<Aggregator>> aggregates = aggregators;
        return translation.append(
                translation.stream(input()),
                "LocalGroupAggregate",
                () -> new LocalGroupAggregateOperator(output, keys, aggregates.get(), columns, miniBatch));
    }
}
