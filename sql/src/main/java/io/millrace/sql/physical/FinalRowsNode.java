/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.data.RowType;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.FinalRowsOperator;
import io.millrace.sql.row.StateTypes;
import io.millrace.stream.DataStream;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.rel.type.RelDataType;

/** What is left of an input's changes at its end: a batch has no others. */
final class FinalRowsNode extends PhysicalNode {
    FinalRowsNode(PhysicalNode input) {
        super(input.rowType(), List.of(input));
    }

    @Override
    public ChangelogMode changelogMode() {
        return ChangelogMode.insertOnly();
    }

    @Override
    public String describe() {
        return "FinalRows";
    }

    @Override
    String distribution() {
        return hash(input(), allColumns());
    }

    @Override
    StateUse state() {
        return StateUse.bounded(
                "each row, and how often it is there", StateUse.bytesOf(rowType()), "the end of the input");
    }

    @Override
    String computeIdentity() {
        return "FINAL OF\n" + StoredRows.identity(input()).indent(1);
    }

    @Override
    List<String> computeLineage() {
        return input().lineage();
    }

    private List<Integer> allColumns() {
        return IntStream.range(0, rowType().getFieldCount()).boxed().toList();
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        RelDataType row = rowType();
        RowType keyType = StateTypes.row(row, allColumns(), Lineage.distinct(lineage()));
        return translation.keeping(
                this,
                translation.stream(input())
                        .keyByColumns(allColumns())
                        .transform("FinalRows", () -> new FinalRowsOperator(row, keyType)));
    }
}
