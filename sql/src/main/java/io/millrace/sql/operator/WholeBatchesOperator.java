/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.Batch;
import io.millrace.data.ColumnBatch;

/** Hands each batch on as one record, to a sink that works on columns. */
public final class WholeBatchesOperator extends ColumnOperator {
    @Override
    public void onColumns(int input, ColumnBatch batch) {
        if (batch.size > 0) {
            Object record = batch;
            output().emit(record, Batch.NO_TIMESTAMP);
        }
    }
}
