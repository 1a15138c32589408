/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.RowOrder;
import io.millrace.sql.operator.SortOperator;
import io.millrace.stream.DataStream;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;

/** The rows of an input that ends, in order, as they are at its end. */
final class SortNode extends PhysicalNode {
    private final RowOrder order;
    private final long first;
    private final long last;

    SortNode(PhysicalNode input, RowOrder order, long first, long last) {
        super(input.rowType(), List.of(input));
        this.order = order;
        this.first = first;
        this.last = last;
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
        String rows = last == Long.MAX_VALUE && first == 1 ? "" : ", rows=[" + first + ".." + last + "]";
        return "Sort(orderBy=" + order + rows + ")";
    }

    @Override
    String distribution() {
        return hash(input(), List.of());
    }

    @Override
    StateUse state() {
        return StateUse.bounded(
                last == Long.MAX_VALUE ? "all rows" : "the first rows",
                StateUse.bytesOf(rowType()),
                "the end of the input");
    }

    @Override
    String computeIdentity() {
        return "SORT BY " + Lineage.of(order, input().lineage()) + " " + first + ".." + last + " OF\n"
                + StoredRows.identity(input()).indent(1);
    }

    @Override
    List<String> computeLineage() {
        return input().lineage();
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        RelDataType row = StoredRows.row(this);
        RowOrder sorted = order;
        long start = first;
        long end = last;
        boolean retracts = !input().isInsertOnly();
        return translation.keeping(
                this,
                translation.stream(input())
                        .keyByColumns(List.of())
                        .transform("Sort", () -> new SortOperator(row, sorted, start, end, retracts))
                        .setParallelism(1));
    }
}
