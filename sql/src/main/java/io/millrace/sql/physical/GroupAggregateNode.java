/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.aggregate.Aggregators;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.GroupAggregateOperator;
import io.millrace.stream.DataStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.type.RelDataType;

/** The aggregates of groups, which change with every row. */
final class GroupAggregateNode extends PhysicalNode {
    private final List<Integer> keys;
    private final List<AggregateCall> calls;

    /** @param rowType the keys, and then the aggregates */
    GroupAggregateNode(RelDataType rowType, PhysicalNode input, List<Integer> keys, List<AggregateCall> calls) {
        super(rowType, List.of(input));
        this.keys = List.copyOf(keys);
        this.calls = List.copyOf(calls);
        Aggregators.of(calls, input.rowType(), !input.isInsertOnly()); // says now what cannot be computed
    }

    /** Groups without aggregates, as of DISTINCT, only ever come as long as no row is taken back. */
    @Override
    public ChangelogMode changelogMode() {
        return calls.isEmpty() && input().isInsertOnly() ? ChangelogMode.insertOnly() : ChangelogMode.all();
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
    StateUse state() {
        String what = "for each group a count of rows" + (calls.isEmpty() ? "" : " and its aggregates");
        return keys.isEmpty()
                ? StateUse.bounded(what, StateUse.bytesOf(rowType()), "there is one group")
                : StateUse.unbounded(
                        what,
                        StateUse.bytesOf(rowType()),
                        "group by a window, too, or SET 'table.exec.state.ttl' to forget groups that are idle");
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        RelDataType output = rowType();
        RelDataType inputRow = input().rowType();
        boolean retracts = !input().isInsertOnly();
        List<String> names = names();
        return translation.keeping(
                this,
                translation.stream(input())
                        .keyByColumns(keys)
                        .transform(
                                "GroupAggregate",
                                () -> new GroupAggregateOperator(
                                        output, keys, Aggregators.of(calls, inputRow, retracts), names)));
    }

    /** Returns names of the aggregates by what they compute, so that one more or less changes those of no other. */
    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (AggregateCall call : calls) {
            String name = call.toString();
            int number = 2;
            while (names.contains(name)) {
                name = call + "#" + number++;
            }
            names.add(name);
        }
        return names;
    }
}
