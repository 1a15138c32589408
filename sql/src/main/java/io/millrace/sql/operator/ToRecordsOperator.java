/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.sql.record.RecordWriter;
import org.jspecify.annotations.Nullable;

/** Makes a program's records of columns. */
public final class ToRecordsOperator extends ColumnOperator {
    private final RecordWriter writer;

    public ToRecordsOperator(RecordWriter writer) {
        this.writer = writer;
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            @Nullable Object written = writer.write(batch, position);
            if (written == null) {
                throw new IllegalStateException("A row of one column has null there, and a stream has no null elements."
                        + " Leave such rows out of the query.");
            }
            output().emit(written, batch.timestamps[position]);
        }
    }
}
