/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.function.OutputTag;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of the rows of a batch that come too late: they leave by the side where a table takes them, and else are counted. Used by one task. */
final class LateSide {
    /** The side output: batches of the columns that the table takes. */
    static final OutputTag<ColumnBatch> TAG = new OutputTag<>("late");

    /** The counter of rows that no table takes. */
    static final String DROPPED = "numLateRecordsDropped";

    private final int @Nullable [] columns;
    private int[] positions = new int[0];
    private int size;

    /** @param columns that leave; null where the rows are dropped */
    LateSide(@Nullable List<Integer> columns) {
        this.columns = columns == null
                ? null
                : columns.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Notes a row of the batch at hand. */
    void add(int position) {
        if (size == positions.length) {
            positions = Arrays.copyOf(positions, Math.max(16, 2 * size));
        }
        positions[size++] = position;
    }

    /** Disposes of the rows that were noted. Called at the end of each batch. */
    void pass(ColumnBatch batch, OperatorContext context, Output output) {
        if (size == 0) {
            return;
        }
        int[] leaving = columns;
        if (leaving == null) {
            context.counter(DROPPED).inc(size);
        } else {
            output.emit(TAG, leaving(batch, leaving), batch.timestamps[positions[size - 1]]);
        }
        size = 0;
    }

    @SuppressWarnings("NullAway") // does not see, in class files, that columns without nulls have no array for them
    private ColumnBatch leaving(ColumnBatch batch, int[] which) {
        Object[] values = new Object[which.length];
        boolean[] @Nullable [] nulls = new boolean[which.length] @Nullable [];
        for (int i = 0; i < which.length; i++) {
            values[i] = ColumnBatch.gather(batch.columns[which[i]], positions, size);
            nulls[i] = gathered(batch.nulls[which[i]], positions, size);
        }
        long[] timestamps = (long[]) ColumnBatch.gather(batch.timestamps, positions, size);
        ColumnBatch late = new ColumnBatch(values, nulls, timestamps, size);
        byte[] kinds = batch.kinds;
        late.kinds = kinds == null ? null : (byte[]) ColumnBatch.gather(kinds, positions, size);
        return late;
    }

    static boolean @Nullable [] gathered(boolean @Nullable [] nulls, int[] positions, int size) {
        if (nulls == null) {
            return null;
        }
        boolean[] gathered = new boolean[size];
        for (int row = 0; row < size; row++) {
            gathered[row] = nulls[positions[row]];
        }
        return gathered;
    }
}
