/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import java.util.Arrays;
import java.util.List;

/** Sees to it that columns which a table declares as NOT NULL have a value in every row: others are an error, or are dropped. */
public final class NotNullOperator extends ColumnOperator {
    /** The counter of the rows that were left out. */
    public static final String DROPPED = "droppedRowsWithNull";

    private final String table;
    private final List<String> names;
    private final int[] columns;
    private final boolean drops;

    /**
     * @param table for messages
     * @param names of these columns
     * @param columns which ones they are
     * @param drops whether rows without a value are left out, where they else fail the job
     */
    public NotNullOperator(String table, List<String> names, int[] columns, boolean drops) {
        this.table = table;
        this.names = List.copyOf(names);
        this.columns = columns;
        this.drops = drops;
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        for (int i = 0; i < columns.length && batch.size > 0; i++) {
            if (batch.nulls[columns[i]] != null) {
                check(batch, columns[i], names.get(i));
            }
        }
        if (batch.size > 0) {
            output().emit(batch);
        }
    }

    private void check(ColumnBatch batch, int column, String name) {
        int[] kept = new int[batch.size];
        int count = 0;
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            if (!batch.isNull(column, position)) {
                kept[count++] = position;
            } else if (!drops) {
                throw new IllegalStateException("A row for table " + table + " has null in column '" + name
                        + "', which is NOT NULL. Filter such rows out, declare the column without NOT NULL, or SET"
                        + " 'table.exec.sink.not-null-enforcer' = 'drop'.");
            }
        }
        if (count < batch.size) {
            context().counter(DROPPED).inc(batch.size - count);
            batch.selection = Arrays.copyOf(kept, count);
            batch.size = count;
        }
    }
}
