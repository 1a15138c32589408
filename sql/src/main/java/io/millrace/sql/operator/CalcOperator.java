/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import io.millrace.sql.codegen.Calc;
import io.millrace.sql.codegen.CalcFactory;
import org.jspecify.annotations.Nullable;

/** Filters rows and computes columns, by generated code. */
public final class CalcOperator extends ColumnOperator {
    private final CalcFactory factory;
    private @Nullable Calc calc;

    public CalcOperator(CalcFactory factory) {
        this.factory = factory;
    }

    @Override
    public void open(OperatorContext context, Output output) throws Exception {
        super.open(context, output);
        calc = calc(factory);
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        Calc opened = calc;
        if (opened == null) {
            throw new IllegalStateException("The operator is not open");
        }
        ColumnBatch result = opened.apply(batch);
        if (result != null) {
            output().emit(result);
        }
    }
}
