/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** Calls a process table function for each row by itself. */
public final class ProcessRowsOperator extends RowMakingOperator {
    private final ProcessTableCall call;
    private @Nullable ProcessCalls calls;

    public ProcessRowsOperator(RelDataType outputRow, ProcessTableCall call) {
        super(outputRow);
        this.call = call;
    }

    @Override
    public void open(OperatorContext context, Output output) throws Exception {
        super.open(context, output);
        ProcessCalls opening = new ProcessCalls(call, context, rows(), null, calc(call.values()), 0);
        closing(opening::close);
        calls = opening;
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        ProcessCalls opened = opened(calls);
        for (int row = 0; row < batch.size; row++) {
            opened.onRow(input, batch, batch.position(row));
        }
        rows().flush();
    }
}
