/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.RecordBatch;
import io.millrace.operator.Operator;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import org.jspecify.annotations.Nullable;

/** An operator that takes columns, and remembers where it runs. */
abstract class ColumnOperator implements Operator {
    private @Nullable OperatorContext context;
    private @Nullable Output output;

    @Override
    public void open(OperatorContext newContext, Output newOutput) throws Exception {
        context = newContext;
        output = newOutput;
    }

    final OperatorContext context() {
        return opened(context);
    }

    final Output output() {
        return opened(output);
    }

    private static <T> T opened(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("The operator is not open");
        }
        return value;
    }

    @Override
    public void onBatch(int input, RecordBatch batch) throws Exception {
        throw new IllegalStateException(getClass().getName() + " takes columns, and was sent records");
    }
}
