/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.stage;

import io.millrace.flink.exchange.Envelope;
import io.millrace.task.OperatorTask.Progress;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * A stage that other stages send to. What Flink has at hand is worked on together, since the task sends on part-filled batches
 * as soon as it runs out of work.
 */
final class ReceivingOperator extends StageOperator<Envelope> {
    /** So many elements, at most, are taken before the task works. */
    private static final int MOST_WAITING = 16;

    ReceivingOperator(StageProgram program, StreamOperatorParameters<Envelope> parameters) {
        super(program, parameters);
    }

    @Override
    public void processElement(StreamRecord<Envelope> element) throws Exception {
        driver().receive(element.getValue());
        if (driver().waiting() >= MOST_WAITING) {
            awaitSettled();
            plan(advance());
        } else {
            wakeUp();
        }
    }

    @Override
    boolean isWorthWaiting() {
        return driver().waiting() > 0 && driver().waiting() < MOST_WAITING && hasInputWaiting();
    }

    @Override
    Progress advance() throws Exception {
        return driver().run();
    }
}
