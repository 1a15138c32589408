/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.sql.column.BatchBuilder;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;

/** Makes a row for each grouping set of every row: its columns, those of the keys that are in the set, where the others are null, and the number of the set. */
public final class ExpandOperator extends RowMakingOperator {
    private final int[] keys;
    private final List<boolean[]> sets;

    /**
     * @param outputRow the columns of the input, then the keys, then the number
     * @param keys the columns of the input that are keys
     * @param sets for each set, which keys are in it
     */
    public ExpandOperator(RelDataType outputRow, List<Integer> keys, List<boolean[]> sets) {
        super(outputRow);
        this.keys = keys.stream().mapToInt(Integer::intValue).toArray();
        this.sets = List.copyOf(sets);
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        BatchBuilder builder = rows();
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            for (int set = 0; set < sets.size(); set++) {
                expand(builder, batch, position, set);
            }
            builder.flushIfFull();
        }
        builder.flush();
    }

    private void expand(BatchBuilder builder, ColumnBatch batch, int position, int set) {
        int width = batch.columns.length;
        builder.append(0, batch, position);
        for (int key = 0; key < keys.length; key++) {
            if (sets.get(set)[key]) {
                builder.column(width + key).append(batch, keys[key], position);
            } else {
                builder.column(width + key).appendNull();
            }
        }
        builder.column(width + keys.length).append((long) set);
        builder.endRow(batch.kind(position), batch.timestamps[position]);
        builder.flushIfFull();
    }
}
