/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.data.RowKind;
import io.millrace.data.RowType;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.ChangelogNormalizeOperator;
import io.millrace.sql.operator.KindFilterOperator;
import io.millrace.sql.row.StateTypes;
import io.millrace.stream.DataStream;
import java.util.EnumSet;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.util.ImmutableBitSet;

/** Whole changes made of those of a table whose updates do not say what a row was, or which may come several times. */
final class ChangelogNormalizeNode extends PhysicalNode {
    private final List<Integer> key;
    private final boolean duplicates;

    /**
     * @param key the columns of the table's primary key
     * @param duplicates whether changes may come several times
     */
    ChangelogNormalizeNode(PhysicalNode input, List<Integer> key, boolean duplicates) {
        super(input.rowType(), List.of(input));
        this.key = List.copyOf(key);
        this.duplicates = duplicates;
    }

    @Override
    public ChangelogMode changelogMode() {
        return input().changelogMode().contains(RowKind.DELETE)
                ? ChangelogMode.all()
                : ChangelogMode.of(EnumSet.of(RowKind.INSERT, RowKind.UPDATE_BEFORE, RowKind.UPDATE_AFTER));
    }

    @Override
    ChangelogMode changelogMode(RequiredChanges required, List<ChangelogMode> inputs) {
        return isLeftOut(required) ? inputs.get(0) : super.changelogMode(required, inputs);
    }

    @Override
    List<ImmutableBitSet> computeUpsertKeys() {
        return List.of(ImmutableBitSet.of(key));
    }

    @Override
    RequiredChanges requires(int input, RequiredChanges required) {
        return RequiredChanges.UPSERTS_BY_KEY;
    }

    /** Upserts by the key are what the table gives. */
    @Override
    boolean isLeftOut(RequiredChanges required) {
        return required == RequiredChanges.UPSERTS_BY_KEY && !duplicates;
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
        if (isLeftOut(translation.changelogs().of(this))) {
            return upserts(translation);
        }
        RelDataType row = StoredRows.row(this);
        List<Integer> columns = key;
        RowType keyType = StateTypes.row(row, columns);
        long ttl = translation.stateTtlMillis();
        boolean updateBefore = translation.needsUpdateBefore(this);
        return translation.keeping(
                this,
                translation.stream(input())
                        .keyByColumns(columns)
                        .transform(
                                "ChangelogNormalize",
                                () -> new ChangelogNormalizeOperator(row, columns, keyType, updateBefore, ttl)));
    }

    /** Where the last rows were kept before, a snapshot still has them: there is something of their name that lets go of them. */
    private DataStream<Object> upserts(Translation translation) {
        return translation.keeping(
                this,
                translation.append(
                        translation.stream(input()), "Upserts", () -> new KindFilterOperator(ChangelogMode.upsert())));
    }
}
