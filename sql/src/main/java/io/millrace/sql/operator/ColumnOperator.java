/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.RecordBatch;
import io.millrace.operator.Operator;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import io.millrace.sql.aggregate.Aggregator;
import io.millrace.sql.codegen.Calc;
import io.millrace.sql.codegen.CalcFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operator that takes columns, and remembers where it runs. */
abstract class ColumnOperator implements Operator {
    private @Nullable OperatorContext context;
    private @Nullable Output output;
    private final List<AutoCloseable> parts = new ArrayList<>();

    @Override
    public void open(OperatorContext newContext, Output newOutput) throws Exception {
        context = newContext;
        output = newOutput;
    }

    /** Opens generated code, which is closed along with the operator. */
    final Calc calc(CalcFactory factory) {
        Calc calc = factory.open(new Surroundings(context()));
        closing(calc::close);
        return calc;
    }

    /** Opens the function of a program that an aggregate calls, which is closed along with the operator. */
    final void openFunction(Aggregator aggregate) {
        closing(aggregate::closeFunction);
        aggregate.openFunction(new SubtaskFunctionContext(context()));
    }

    /** Has something closed along with the operator. */
    final void closing(AutoCloseable part) {
        parts.add(part);
    }

    /** Closes all parts, even where one fails to. */
    @Override
    public void close() throws Exception {
        Exception first = null;
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception failure) {
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        parts.clear();
        if (first != null) {
            throw first;
        }
    }

    final OperatorContext context() {
        return opened(context);
    }

    final Output output() {
        return opened(output);
    }

    /** Returns what was made when the operator was opened. */
    static <T> T opened(@Nullable T value) {
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
