/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RecordBatch;
import io.millrace.function.OutputTag;

/** Passes on the late rows of an operator, which leave it as batches that are records of a side output. */
public final class LateRowsOperator extends ColumnOperator {
    /** The side output by which operators send rows that come too late. */
    public static OutputTag<ColumnBatch> side() {
        return LateSide.TAG;
    }

    @Override
    public void onBatch(int input, RecordBatch batches) {
        for (int i = 0; i < batches.size; i++) {
            output().emit((ColumnBatch) batches.values[i]);
        }
    }
}
