/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.data.RowKind;
import io.millrace.data.RowType;
import io.millrace.sql.configuration.UpsertMaterialize;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.UpsertMaterializeOperator;
import io.millrace.sql.row.StateTypes;
import io.millrace.stream.DataStream;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.util.ImmutableBitSet;

/** Upserts for a table, by a primary key of which the query may have several rows. */
public final class UpsertMaterializeNode extends PhysicalNode {
    private final List<Integer> key;

    private UpsertMaterializeNode(PhysicalNode input, List<Integer> key) {
        super(input.rowType(), List.of(input));
        this.key = List.copyOf(key);
    }

    /**
     * Returns a plan whose changes can be made upserts by a key: the plan itself if its changes come in order by that.
     *
     * @param taken by whoever takes the rows
     * @param key by which rows are found there; empty where they are not
     */
    public static PhysicalNode above(
            PhysicalNode plan, ChangelogMode taken, List<Integer> key, UpsertMaterialize when) {
        boolean finds = taken.contains(RowKind.UPDATE_AFTER) && !taken.contains(RowKind.UPDATE_BEFORE);
        if (!finds || key.isEmpty() || when == UpsertMaterialize.NONE) {
            return plan;
        }
        boolean inOrder = plan.isInsertOnly() || plan.changeKeys().contains(ImmutableBitSet.of(key));
        return inOrder && when == UpsertMaterialize.AUTO ? plan : new UpsertMaterializeNode(plan, key);
    }

    @Override
    public ChangelogMode changelogMode() {
        return ChangelogMode.upsert();
    }

    @Override
    List<ImmutableBitSet> computeUpsertKeys() {
        return List.of(ImmutableBitSet.of(key));
    }

    private List<String> keyNames() {
        return key.stream().map(rowType().getFieldNames()::get).toList();
    }

    @Override
    public String describe() {
        return "UpsertMaterialize(key=" + keyNames() + ")";
    }

    @Override
    String distribution() {
        return hash(input(), key);
    }

    @Override
    StateUse state() {
        return StateUse.unbounded(
                "all rows of each key",
                StateUse.bytesOf(rowType()),
                "SET 'table.exec.state.ttl', or let the primary key of the table be what tells the rows of the query apart");
    }

    @Override
    String computeIdentity() {
        return "UPSERTS BY " + Lineage.of(key, input().lineage()) + " OF\n"
                + StoredRows.identity(input()).indent(1);
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
                                "UpsertMaterialize", () -> new UpsertMaterializeOperator(row, columns, keyType, ttl)));
    }
}
