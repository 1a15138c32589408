/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowKind;
import io.millrace.data.RowType;
import io.millrace.operator.ColumnKeys;
import io.millrace.store.LongColumn;
import java.util.stream.IntStream;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** INTERSECT and EXCEPT: counts each row of both inputs, and says how often it is in the result. */
public final class SetOperator extends KeyedColumnOperator {
    private final RowType keyType;
    private final ColumnKeys keys;
    private final boolean intersects;
    private final boolean all;
    private @Nullable LongColumn left;
    private @Nullable LongColumn right;

    /**
     * @param row what the rows of both inputs are
     * @param keyType what snapshots call the columns of the rows
     * @param intersects or takes the rows of the second input from those of the first
     * @param all whether rows that are there several times are so in the result
     */
    public SetOperator(RelDataType row, RowType keyType, boolean intersects, boolean all) {
        super(row);
        this.keyType = keyType;
        this.keys =
                new ColumnKeys(IntStream.range(0, row.getFieldCount()).boxed().toList());
        this.intersects = intersects;
        this.all = all;
    }

    @Override
    void onOpen() {
        store().keyType(keyType);
        left = store().longColumn("left");
        right = store().longColumn("right");
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        LongColumn first = left;
        LongColumn second = right;
        if (first == null || second == null) {
            throw new IllegalStateException("The operator is not open");
        }
        LongColumn changed = input == 0 ? first : second;
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            int slot = keys.select(store(), batch, position);
            RowKind kind = batch.kind(position);
            boolean retracts = kind.retracts();
            long before = occurrences(first.get(slot), second.get(slot));
            long count = changed.get(slot) + (retracts ? -1 : 1);
            if (count == 0) {
                changed.clear(slot);
            } else {
                changed.set(slot, count);
            }
            emit(occurrences(first.get(slot), second.get(slot)) - before, batch, position);
            store().release();
            rows().flushIfFull();
        }
        store().afterStep();
        rows().flush();
    }

    private long occurrences(long leftCount, long rightCount) {
        long count = intersects ? Math.min(leftCount, rightCount) : leftCount - rightCount;
        if (all) {
            return Math.max(0, count);
        }
        return intersects ? Math.min(1, Math.max(0, count)) : leftCount > 0 && rightCount <= 0 ? 1 : 0;
    }

    private void emit(long change, ColumnBatch batch, int position) {
        for (long i = 0; i < Math.abs(change); i++) {
            rows().append(0, batch, position);
            rows().endRow(change > 0 ? RowKind.INSERT : RowKind.DELETE, batch.timestamps[position]);
        }
    }
}
