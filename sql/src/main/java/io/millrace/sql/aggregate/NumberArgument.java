/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.data.ColumnBatch;
import io.millrace.sql.column.ColumnLayout;

/** The argument of a distinct aggregate that is a whole number: read, and shown to the aggregate inside, without an object. Not for several threads. */
final class NumberArgument {
    private final int column;
    private final Object one; // the array of the row below
    private final ColumnBatch row;

    /** @param layout of the column: {@link ColumnLayout#LONG} or {@link ColumnLayout#INT} */
    @SuppressWarnings("NullAway") // does not see that a column without nulls has no array for them
    NumberArgument(int column, ColumnLayout layout) {
        this.column = column;
        this.one = layout.newArray(1);
        this.row = new ColumnBatch(new Object[] {one}, new boolean[1][], new long[1], 1);
    }

    boolean isNull(ColumnBatch batch, int position) {
        return batch.isNull(column, position);
    }

    /** Returns the value of a row in which it is not null. */
    long of(ColumnBatch batch, int position) {
        return batch.columns[column] instanceof long[] longs
                ? longs[position]
                : ((int[]) batch.columns[column])[position];
    }

    /** Returns a row with a value alone; the same one each time. */
    ColumnBatch row(long value) {
        if (one instanceof long[] longs) {
            longs[0] = value;
        } else {
            ((int[]) one)[0] = (int) value;
        }
        return row;
    }

    /** Returns the rows of a batch with the argument alone, where the aggregate inside looks for it. */
    @SuppressWarnings("NullAway") // does not see that a column without nulls has no array for them
    ColumnBatch alone(ColumnBatch batch) {
        return batch.withColumns(new Object[] {batch.columns[column]}, new boolean[][] {batch.nulls[column]});
    }
}
