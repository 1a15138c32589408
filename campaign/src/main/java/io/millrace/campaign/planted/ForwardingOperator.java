/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.planted;

import io.millrace.data.CheckpointBarrier;
import io.millrace.data.RecordBatch;
import io.millrace.operator.Operator;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.OperatorSnapshot;
import io.millrace.operator.Output;
import io.millrace.operator.StateSize;

/** An operator that lets another one do everything; what is to go wrong is overridden. */
abstract class ForwardingOperator implements Operator {
    private final Operator operator;

    ForwardingOperator(Operator operator) {
        this.operator = operator;
    }

    @Override
    public void open(OperatorContext context, Output output) throws Exception {
        operator.open(context, output);
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
    public void onIdle() {
        operator.onIdle();
    }

    @Override
    public void onActive() {
        operator.onActive();
    }

    @Override
    public boolean onWatermark(long timestamp) throws Exception {
        return operator.onWatermark(timestamp);
    }

    @Override
    public long nextProcessingTime() {
        return operator.nextProcessingTime();
    }

    @Override
    public boolean onProcessingTime(long millis) throws Exception {
        return operator.onProcessingTime(millis);
    }

    @Override
    public boolean onEndOfInput(int input) throws Exception {
        return operator.onEndOfInput(input);
    }

    @Override
    public boolean onKeyEnd() throws Exception {
        return operator.onKeyEnd();
    }

    @Override
    public boolean resume() throws Exception {
        return operator.resume();
    }

    @Override
    public void onMail(Object letter) throws Exception {
        operator.onMail(letter);
    }

    @Override
    public boolean isWaiting() {
        return operator.isWaiting();
    }

    @Override
    public boolean forwardsWatermarks() {
        return operator.forwardsWatermarks();
    }

    @Override
    public void onBarrier(CheckpointBarrier barrier) {
        operator.onBarrier(barrier);
    }

    @Override
    public OperatorSnapshot snapshot(boolean endOfInput) throws Exception {
        return operator.snapshot(endOfInput);
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
