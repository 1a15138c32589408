/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.aggregate.Aggregator;
import io.millrace.sql.aggregate.Aggregators;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.DistinctSplitOperator;
import io.millrace.stream.DataStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;

/** Rows with the number of the part of their group that their values belong to: each row once for every list of columns that is told apart. */
final class DistinctSplitNode extends PhysicalNode {
    private final List<List<Integer>> values;
    private final int buckets;

    private DistinctSplitNode(RelDataType rowType, PhysicalNode input, List<List<Integer>> values, int buckets) {
        super(rowType, List.of(input));
        this.values = List.copyOf(values);
        this.buckets = buckets;
    }

    /**
     * @param values the columns that values consist of, once for each that differ
     * @param buckets how many parts there are for each of them
     */
    static DistinctSplitNode of(PhysicalNode input, List<List<Integer>> values, int buckets, RelDataTypeFactory types) {
        RelDataTypeFactory.Builder row = types.builder().addAll(input.rowType().getFieldList());
        row.add("$part", types.createSqlType(SqlTypeName.BIGINT));
        for (int value = 0; value < values.size(); value++) {
            row.add("$of" + value, types.createSqlType(SqlTypeName.BOOLEAN));
        }
        return new DistinctSplitNode(row.build(), input, values, buckets);
    }

    /** Returns the column that has the number of the part. */
    int part() {
        return input().rowType().getFieldCount();
    }

    /** Lets each aggregate see the rows that come for its values; those that tell no values apart see each row once. */
    List<Aggregator> ofTheirRows(List<AggregateCall> calls, List<Aggregator> aggregates) {
        if (values.size() == 1) {
            return aggregates;
        }
        List<Aggregator> seeing = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            int value = Aggregators.isDistinct(calls.get(i))
                    ? values.indexOf(calls.get(i).getArgList())
                    : 0;
            seeing.add(Aggregators.filtered(aggregates.get(i), part() + 1 + value));
        }
        return seeing;
    }

    @Override
    public ChangelogMode changelogMode() {
        return input().changelogMode();
    }

    @Override
    public String describe() {
        List<String> columns = input().rowType().getFieldNames();
        return "DistinctSplit(distinct=" + named(columns) + ", buckets=" + buckets + ")";
    }

    private List<List<String>> named(List<String> columns) {
        return values.stream()
                .map(value -> value.stream().map(columns::get).toList())
                .toList();
    }

    @Override
    String computeIdentity() {
        return "SPLIT BY " + named(input().lineage()) + " INTO " + buckets + " OF\n"
                + input().identity().indent(1);
    }

    @Override
    List<String> computeLineage() {
        List<String> columns = new ArrayList<>(input().lineage());
        columns.add("$part");
        for (List<Integer> value : values) {
            columns.add(value.stream().map(input().lineage()::get).collect(Collectors.joining(", ", "$of ", "")));
        }
        return columns;
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        List<List<Integer>> columns = values;
        int parts = buckets;
        return translation.append(
                translation.stream(input()), "DistinctSplit", () -> new DistinctSplitOperator(columns, parts));
    }
}
