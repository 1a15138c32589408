/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;

/** Makes a column in milliseconds the timestamps of the rows that have it. */
public final class RowtimeOperator extends ColumnOperator {
    private final int column;

    public RowtimeOperator(int column) {
        this.column = column;
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        long[] times = (long[]) batch.columns[column];
        long[] timestamps = batch.timestamps.clone();
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            if (!batch.isNull(column, position)) {
                timestamps[position] = times[position];
            }
        }
        batch.timestamps = timestamps;
        output().emit(batch);
    }
}
