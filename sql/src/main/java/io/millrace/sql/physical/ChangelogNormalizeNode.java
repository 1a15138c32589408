/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.data.RowKind;
import io.millrace.data.RowType;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.ChangelogNormalizeOperator;
import io.millrace.sql.row.StateTypes;
import io.millrace.stream.DataStream;
import java.util.EnumSet;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;

/** Whole changes made of those of a table whose updates do not say what a row was, or which may come several times. */
final class ChangelogNormalizeNode extends PhysicalNode {
    private final List<Integer> key;

    /** @param key the columns of the table's primary key */
    ChangelogNormalizeNode(PhysicalNode input, List<Integer> key) {
        super(input.rowType(), List.of(input));
        this.key = List.copyOf(key);
    }

    @Override
    public ChangelogMode changelogMode() {
        return input().changelogMode().contains(RowKind.DELETE)
                ? ChangelogMode.all()
                : ChangelogMode.of(EnumSet.of(RowKind.INSERT, RowKind.UPDATE_BEFORE, RowKind.UPDATE_AFTER));
    }

    private List<String> keyNames() {
        return key.stream().map(input().rowType().getFieldNames()::get).toList();
    }

    @Override
    public String describe() {
        return "ChangelogNormalize(key=" + keyNames() + ")";
    }

    @Override
    String distribution() {
        return hash(input(), key);
    }

    @Override
    StateUse state() {
        return StateUse.unbounded(
                "the last row of each key",
                StateUse.bytesOf(rowType()),
                "SET 'table.exec.state.ttl' to forget rows that are idle, or read a changelog that says what rows were before");
    }

    /** Which columns are read is no part of it. */
    @Override
    String computeIdentity() {
        return "NORMALIZE BY " + keyNames() + " OF " + input().identity();
    }

    @Override
    List<String> computeLineage() {
        return input().lineage();
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        RelDataType row = StoredRows.row(this);
        List<Integer> columns = key;
        RowType keyType = StateTypes.row(row, columns);
        long ttl = translation.stateTtlMillis();
        return translation.keeping(
                this,
                translation.stream(input())
                        .keyByColumns(columns)
                        .transform(
                                "ChangelogNormalize",
                                () -> new ChangelogNormalizeOperator(row, columns, keyType, ttl)));
    }
}
