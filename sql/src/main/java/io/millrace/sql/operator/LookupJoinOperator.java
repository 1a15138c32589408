/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowData;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import io.millrace.sql.column.BatchBuilder;
import io.millrace.sql.connector.TableLookup;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** Joins each row with what a table holds when the row comes; nothing is kept, and what changes later changes nothing. */
public final class LookupJoinOperator extends RowMakingOperator {
    private final int leftWidth;
    private final int rightWidth;
    private final int[] keys;
    private final TableLookup lookup;
    private final @Nullable PairCondition condition;
    private final boolean preserves;
    private @Nullable PairFilter filter;

    /**
     * @param keys columns of the input, in the order in which the table is asked for its own
     * @param condition what a row and one that it finds must hold besides
     * @param preserves whether a row that finds none comes out with nulls
     */
    public LookupJoinOperator(
            RelDataType outputRow,
            int leftWidth,
            List<Integer> keys,
            TableLookup lookup,
            @Nullable PairCondition condition,
            boolean preserves) {
        super(outputRow);
        this.leftWidth = leftWidth;
        this.rightWidth = outputRow.getFieldCount() - leftWidth;
        this.keys = keys.stream().mapToInt(Integer::intValue).toArray();
        this.lookup = lookup;
        this.condition = condition;
        this.preserves = preserves;
    }

    @Override
    public void open(OperatorContext context, Output output) throws Exception {
        super.open(context, output);
        filter = condition == null ? null : new PairFilter(condition, leftWidth, calc(condition.filter()));
        lookup.open();
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) throws Exception {
        BatchBuilder rows = rows();
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            boolean found = false;
            for (RowData other : found(batch, position)) {
                if (matches(batch, position, other)) {
                    found = true;
                    rows.append(0, batch, position);
                    rows.append(leftWidth, other);
                    end(rows, batch, position);
                }
            }
            if (!found && preserves) {
                rows.append(0, batch, position);
                rows.appendNulls(leftWidth, rightWidth);
                end(rows, batch, position);
            }
        }
        rows.flush();
    }

    private boolean matches(ColumnBatch batch, int position, RowData other) {
        PairFilter pairs = filter;
        return pairs == null || pairs.matches(batch, position, true, other);
    }

    private List<RowData> found(ColumnBatch batch, int position) throws Exception {
        @Nullable Object[] key = new @Nullable Object[keys.length];
        for (int i = 0; i < key.length; i++) {
            key[i] = batch.value(keys[i], position);
            if (key[i] == null) {
                return List.of();
            }
        }
        return lookup.find(RowData.of(key));
    }

    private static void end(BatchBuilder rows, ColumnBatch batch, int position) {
        rows.endRow(batch.kind(position), batch.timestamps[position]);
        rows.flushIfFull();
    }

    @Override
    public void close() throws Exception {
        lookup.close();
        super.close();
    }
}
