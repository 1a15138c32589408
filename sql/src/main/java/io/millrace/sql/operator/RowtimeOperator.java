/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;

/** Makes the values of a rowtime column the timestamps of the rows. Where it is null, a row keeps the one that it has. */
public final class RowtimeOperator extends ColumnOperator {
    private final int column;

    /** @param column the rowtime, in milliseconds */
    public RowtimeOperator(int column) {
        this.column = column;
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        long[] millis = (long[]) batch.columns[column];
        long[] timestamps = batch.timestamps.clone();
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            if (!batch.isNull(column, position)) {
                timestamps[position] = millis[position];
            }
        }
        ColumnBatch stamped = batch.withColumns(batch.columns, batch.nulls);
        stamped.timestamps = timestamps;
        output().emit(stamped);
    }
}
