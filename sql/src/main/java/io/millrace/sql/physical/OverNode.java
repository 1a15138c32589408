/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.EventTimeColumn;
import io.millrace.sql.operator.OverCall;
import io.millrace.sql.operator.OverRowsOperator;
import io.millrace.sql.operator.OverTimeOperator;
import io.millrace.sql.operator.RowOrder;
import io.millrace.stream.DataStream;
import io.millrace.stream.SingleOutputStreamOperator;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** Functions of OVER that share partitions and their order. */
final class OverNode extends PhysicalNode {
    private final List<Integer> partition;
    private final RowOrder order;
    private final List<OverCall> calls;
    private final @Nullable Time time;
    private final @Nullable LateOutput late;

    /**
     * Rows come in the order of the functions, or can be brought into it.
     *
     * @param eventTime null for the clock
     */
    record Time(@Nullable EventTimeColumn eventTime) {}

    /**
     * @param rowType the columns of the input, and then one for each function
     * @param time null where the order is none of time, or rows change: partitions then are computed again
     * @param late where rows go that are late for event time; null to drop them
     */
    OverNode(
            RelDataType rowType,
            PhysicalNode input,
            List<Integer> partition,
            RowOrder order,
            List<OverCall> calls,
            @Nullable Time time,
            @Nullable LateOutput late) {
        super(rowType, List.of(input));
        this.partition = List.copyOf(partition);
        this.order = order;
        this.calls = List.copyOf(calls);
        this.time = time;
        this.late = late;
        for (OverCall call : calls) {
            call.requireComputable(input.rowType()); // says now what cannot be computed
        }
    }

    @Override
    public ChangelogMode changelogMode() {
        return time != null ? ChangelogMode.insertOnly() : ChangelogMode.all();
    }

    @Override
    public String describe() {
        String by = time == null ? "" : ", time=[" + (time.eventTime() == null ? "PROCTIME" : "ROWTIME") + "]";
        return "Over(partitionBy=" + partition + ", orderBy=" + order + by + ", select=" + calls + ")";
    }

    @Override
    String distribution() {
        return hash(input(), partition);
    }

    @Override
    StateUse state() {
        return time == null
                ? StateUse.unbounded(
                        "all rows of each partition",
                        StateUse.bytesOf(rowType()),
                        "ORDER BY a time attribute, over rows that do not change; or SET 'table.exec.state.ttl'")
                : StateUse.unbounded(
                        "what the functions of each partition have seen, and the rows of their frames",
                        StateUse.bytesOf(rowType()),
                        "partition by what ends, such as a day");
    }

    @Override
    @Nullable
    LateOutput late() {
        return late;
    }

    /** Which functions there are is no part of it: each has its own state, which is named by what it is. */
    @Override
    String computeIdentity() {
        List<String> columns = input().lineage();
        Time known = time;
        return "OVER PARTITION BY " + Lineage.of(partition, columns) + " ORDER BY "
                + (known != null && known.eventTime() == null ? "PROCTIME" : Lineage.of(order, columns))
                + (known == null ? " OF CHANGES OF\n" : " OF\n")
                + StoredRows.identity(input()).indent(1);
    }

    @Override
    List<String> computeLineage() {
        List<String> columns = new ArrayList<>(input().lineage());
        String over = " OVER (" + Lineage.of(partition, input().lineage()) + " ORDER BY "
                + Lineage.of(order, input().lineage()) + ")";
        names().forEach(name -> columns.add(name + over));
        return columns;
    }

    /** Returns what the functions are. */
    private List<String> names() {
        return Lineage.distinct(
                calls.stream().map(call -> Lineage.of(call, input().lineage())).toList());
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        RelDataType output = StoredRows.row(this);
        RelDataType row = StoredRows.row(input());
        List<String> names = names();
        List<Integer> keys = partition;
        RowOrder sorted = order;
        List<OverCall> functions = calls;
        long ttl = translation.stateTtlMillis();
        DataStream<Object> input = translation.stream(input()).keyByColumns(keys);
        Time known = time;
        SingleOutputStreamOperator<Object> operator;
        if (known == null) {
            operator = input.transform("Over", () -> new OverRowsOperator(output, row, keys, sorted, functions, ttl));
        } else {
            EventTimeColumn eventTime = known.eventTime();
            List<Integer> leaving = late == null ? null : late.columns();
            operator = input.transform(
                    "Over", () -> new OverTimeOperator(output, row, keys, eventTime, functions, names, leaving));
        }
        return translation.keeping(this, partition.isEmpty() ? operator.setParallelism(1) : operator);
    }
}
