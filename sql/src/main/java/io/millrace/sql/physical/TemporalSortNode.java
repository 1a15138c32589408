/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.EventTimeColumn;
import io.millrace.sql.operator.RowOrder;
import io.millrace.sql.operator.TemporalSortOperator;
import io.millrace.stream.DataStream;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;

/** Rows in the order of event time, as that passes. */
final class TemporalSortNode extends PhysicalNode {
    private final EventTimeColumn time;
    private final RowOrder order;

    TemporalSortNode(PhysicalNode input, EventTimeColumn time, RowOrder order) {
        super(input.rowType(), List.of(input));
        this.time = time;
        this.order = order;
    }

    @Override
    public ChangelogMode changelogMode() {
        return ChangelogMode.insertOnly();
    }

    @Override
    public boolean isOrdered() {
        return true;
    }

    @Override
    public String describe() {
        return "TemporalSort(orderBy=" + order + ")";
    }

    @Override
    String distribution() {
        return hash(input(), List.of());
    }

    @Override
    StateUse state() {
        return StateUse.bounded("rows until their time", StateUse.bytesOf(rowType()), "the watermark");
    }

    @Override
    String computeIdentity() {
        return "SORT IN TIME BY " + Lineage.of(order, input().lineage()) + " OF\n"
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
        return translation.keeping(
                this,
                translation.stream(input())
                        .keyByColumns(List.of())
                        .transform("TemporalSort", () -> new TemporalSortOperator(row, column, sorted))
                        .setParallelism(1));
    }
}
