/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import io.millrace.sql.column.BatchBuilder;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** Calls a process table function for each row by itself. */
public final class ProcessRowsOperator extends ColumnOperator {
    private final RelDataType outputRow;
    private final ProcessTableCall call;
    private @Nullable BatchBuilder rows;
    private @Nullable ProcessCalls calls;

    public ProcessRowsOperator(RelDataType outputRow, ProcessTableCall call) {
        this.outputRow = outputRow;
        this.call = call;
    }

    @Override
    public void open(OperatorContext context, Output output) throws Exception {
        super.open(context, output);
        BatchBuilder builder = new BatchBuilder(outputRow, output);
        ProcessCalls opened = new ProcessCalls(call, context, builder, null, calc(call.values()), 0);
        closing(opened::close);
        rows = builder;
        calls = opened;
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        ProcessCalls opened = calls;
        BatchBuilder made = rows;
        if (opened == null || made == null) {
            throw new IllegalStateException("The operator is not open");
        }
        for (int row = 0; row < batch.size; row++) {
            opened.onRow(input, batch, batch.position(row));
        }
        made.flush();
    }
}
