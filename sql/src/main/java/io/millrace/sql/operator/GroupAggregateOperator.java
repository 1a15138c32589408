/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowKind;
import io.millrace.data.RowType;
import io.millrace.operator.ColumnKeys;
import io.millrace.sql.aggregate.Aggregator;
import io.millrace.sql.column.BatchBuilder;
import io.millrace.store.LongColumn;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * GROUP BY without a window: keeps the aggregates of each group and emits, after every row, how they have changed. A row that changes nothing emits nothing; a group
 * whose last row was taken back is deleted.
 */
public final class GroupAggregateOperator extends KeyedColumnOperator {
    private final int[] keyColumns;
    private final ColumnKeys keys;
    private final RowType keyType;
    private final List<Aggregator> aggregates;
    private final List<String> names;
    private @Nullable LongColumn rowCounts;

    /**
     * @param outputRow the columns of the key, and then one for each aggregate
     * @param keyColumns of the input, in the order of the output
     * @param stateKey the same columns, in the order that keys in state have
     * @param keyType what snapshots call the columns of these
     * @param names of the aggregates' states, each its own
     */
    public GroupAggregateOperator(
            RelDataType outputRow,
            List<Integer> keyColumns,
            List<Integer> stateKey,
            RowType keyType,
            List<Aggregator> aggregates,
            List<String> names) {
        super(outputRow);
        this.keyColumns = keyColumns.stream().mapToInt(Integer::intValue).toArray();
        this.keys = new ColumnKeys(stateKey);
        this.keyType = keyType;
        this.aggregates = List.copyOf(aggregates);
        this.names = List.copyOf(names);
    }

    @Override
    void onOpen() {
        store().keyType(keyType);
        rowCounts = store().longColumn("rows");
        for (int i = 0; i < aggregates.size(); i++) {
            aggregates.get(i).open(store(), names.get(i));
        }
        store().forgetUndeclared(); // an aggregate that the query has no more would be wrong if it came back
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        LongColumn counts = rowCounts;
        if (counts == null) {
            throw new IllegalStateException("The operator is not open");
        }
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            int slot = keys.select(store(), batch, position);
            change(slot, counts, batch, position);
            store().release();
            rows().flushIfFull();
        }
        store().afterStep();
        rows().flush();
    }

    private void change(int slot, LongColumn counts, ColumnBatch batch, int position) {
        RowKind kind = batch.kind(position);
        boolean retracts = kind == RowKind.DELETE || kind == RowKind.UPDATE_BEFORE;
        long before = counts.get(slot);
        if (retracts && before == 0) {
            return; // the group is not known (any more): there is nothing to take back
        }
        long after = before + (retracts ? -1 : 1);
        if (before > 0) {
            emit(after == 0 ? RowKind.DELETE : RowKind.UPDATE_BEFORE, slot, batch, position);
        }
        if (after == 0) {
            counts.clear(slot);
            aggregates.forEach(aggregate -> aggregate.clear(slot));
            return;
        }
        counts.set(slot, after);
        for (Aggregator aggregate : aggregates) {
            if (retracts) {
                aggregate.retract(slot, batch, position);
            } else {
                aggregate.add(slot, batch, position);
            }
        }
        emit(before == 0 ? RowKind.INSERT : RowKind.UPDATE_AFTER, slot, batch, position);
        if (before > 0 && rows().repeatsItself()) {
            rows().takeBack(2);
        }
    }

    private void emit(RowKind kind, int slot, ColumnBatch batch, int position) {
        BatchBuilder rows = rows();
        for (int i = 0; i < keyColumns.length; i++) {
            rows.column(i).append(batch, keyColumns[i], position);
        }
        for (int i = 0; i < aggregates.size(); i++) {
            aggregates.get(i).emit(slot, rows.column(keyColumns.length + i));
        }
        rows.endRow(kind, batch.timestamps[position]);
    }
}
