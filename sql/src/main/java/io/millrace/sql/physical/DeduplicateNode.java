/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.data.RowKind;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.DeduplicateOperator;
import io.millrace.sql.operator.RowOrder;
import io.millrace.stream.DataStream;
import java.util.EnumSet;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/** The first or last row of each key in the order of time. */
final class DeduplicateNode extends PhysicalNode {
    private final List<Integer> keys;
    private final @Nullable RowOrder time;
    private final boolean keepsLast;

    /** @param time event time; null where rows count as they come */
    DeduplicateNode(PhysicalNode input, List<Integer> keys, @Nullable RowOrder time, boolean keepsLast) {
        super(input.rowType(), List.of(input));
        this.keys = List.copyOf(keys);
        this.time = time;
        this.keepsLast = keepsLast;
    }

    @Override
    public ChangelogMode changelogMode() {
        return time == null && !keepsLast
                ? ChangelogMode.insertOnly()
                : ChangelogMode.of(EnumSet.of(RowKind.INSERT, RowKind.UPDATE_BEFORE, RowKind.UPDATE_AFTER));
    }

    @Override
    List<ImmutableBitSet> computeUpsertKeys() {
        return List.of(ImmutableBitSet.of(keys));
    }

    @Override
    public String describe() {
        return "Deduplicate(keep=[" + (keepsLast ? "Last" : "First") + "], key=" + keys + ", order=["
                + (time == null ? "PROCTIME" : time.toString()) + "])";
    }

    @Override
    String distribution() {
        return hash(input(), keys);
    }

    @Override
    StateUse state() {
        return StateUse.unbounded("a row of each key", StateUse.bytesOf(rowType()), "SET 'table.exec.state.ttl'");
    }

    @Override
    String computeIdentity() {
        List<String> columns = input().lineage();
        return (keepsLast ? "LAST" : "FIRST") + " BY " + Lineage.of(keys, columns) + " ORDER BY "
                + (time == null ? "PROCTIME" : Lineage.of(time, columns)) + " OF\n"
                + StoredRows.identity(input()).indent(1);
    }

    @Override
    List<String> computeLineage() {
        return input().lineage();
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        RelDataType row = StoredRows.row(this);
        List<Integer> partition = keys;
        RowOrder order = time;
        boolean last = keepsLast;
        long ttl = translation.stateTtlMillis();
        boolean updateBefore = translation.needsUpdateBefore(this);
        return translation.keeping(
                this,
                translation.stream(input())
                        .keyByColumns(partition)
                        .transform(
                                "Deduplicate",
                                () -> new DeduplicateOperator(row, partition, order, last, updateBefore, ttl)));
    }
}
