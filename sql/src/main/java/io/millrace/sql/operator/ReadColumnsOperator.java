/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RecordBatch;
import io.millrace.sql.connector.RecordReader;

/** Takes the records of a source apart into columns. */
public final class ReadColumnsOperator extends ColumnOperator {
    private final RecordReader reader;

    /** @param reader used by this operator alone */
    public ReadColumnsOperator(RecordReader reader) {
        this.reader = reader;
    }

    @Override
    public void onBatch(int input, RecordBatch batch) {
        ColumnBatch columns = reader.read(batch, context().processingTime());
        if (columns.size > 0) { // a record may hold no row of this table
            output().emit(columns);
        }
        context().recycle(batch);
    }
}
