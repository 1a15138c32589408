/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.data.RowType;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.EventTimeColumn;
import io.millrace.sql.operator.RowOrder;
import io.millrace.sql.operator.TemporalSortOperator;
import io.millrace.sql.row.StateTypes;
import io.millrace.stream.DataStream;
import io.millrace.stream.SingleOutputStreamOperator;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;

/** Rows in the order of event time, as that passes: all of them, or those of each key. */
final class TemporalSortNode extends PhysicalNode {
    private final EventTimeColumn time;
    private final RowOrder order;
    private final List<Integer> keys;

    /** @param keys columns; none where all rows are in one order */
    TemporalSortNode(PhysicalNode input, EventTimeColumn time, RowOrder order, List<Integer> keys) {
        super(input.rowType(), List.of(input));
        this.time = time;
        this.order = order;
        this.keys = List.copyOf(keys);
    }

    @Override
    public ChangelogMode changelogMode() {
        return ChangelogMode.insertOnly();
    }

    @Override
    public boolean isOrdered() {
        return keys.isEmpty();
    }

    @Override
    public String describe() {
        return "TemporalSort(" + (keys.isEmpty() ? "" : "partitionBy=" + keys + ", ") + "orderBy=" + order + ")";
    }

    @Override
    String distribution() {
        return hash(input(), keys);
    }

    @Override
    StateUse state() {
        return StateUse.bounded("rows until their time", StateUse.bytesOf(rowType()), "the watermark");
    }

    @Override
    String computeIdentity() {
        return "SORT IN TIME BY " + Lineage.of(order, input().lineage())
                + (keys.isEmpty() ? "" : " FOR " + Lineage.of(keys, input().lineage())) + " OF\n"
                + StoredRows.identity(input()).indent(1);
    }

    @Override
    List<String> computeLineage() {
        return input().lineage();
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        RelDataType row = StoredRows.row(this);
        EventTimeColumn column = time;
        RowOrder sorted = order;
        List<Integer> partition = keys;
        RowType keyType = StateTypes.row(row, keys);
        SingleOutputStreamOperator<Object> operator = translation.stream(input())
                .keyByColumns(keys)
                .transform("TemporalSort", () -> new TemporalSortOperator(row, column, sorted, partition, keyType));
        return translation.keeping(this, keys.isEmpty() ? operator.setParallelism(1) : operator);
    }
}
