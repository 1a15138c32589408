/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint.processor;

import io.millrace.data.RecordBatch;
import io.millrace.operator.Operator;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.OperatorSnapshot;
import io.millrace.operator.Output;
import io.millrace.operator.StateSize;
import org.jspecify.annotations.Nullable;

/** An operator that takes records and never hears of time, nor of the end of its input: what it remembers, it keeps. */
final class TimelessOperator implements Operator {
    private final Operator operator;
    private @Nullable OperatorContext context;

    TimelessOperator(Operator operator) {
        this.operator = operator;
    }

    @Override
    public void open(OperatorContext newContext, Output output) throws Exception {
        context = newContext;
        operator.open(newContext, output);
    }

    @Override
    public void onBatch(int input, RecordBatch batch) throws Exception {
        operator.onBatch(input, batch);
    }

    @Override
    public void beforeSignal() throws Exception {
        operator.beforeSignal();
    }

    @Override
    public boolean onWatermark(long timestamp) {
        if (context != null) {
            context.setWatermark(Long.MIN_VALUE); // so that nothing is late, and the job finds event time at its start
        }
        return true;
    }

    @Override
    public OperatorSnapshot snapshot(boolean endOfInput) throws Exception {
        return operator.snapshot(false);
    }

    @Override
    public StateSize stateSize() {
        return operator.stateSize();
    }

    @Override
    public void close() throws Exception {
        operator.close();
    }
}
