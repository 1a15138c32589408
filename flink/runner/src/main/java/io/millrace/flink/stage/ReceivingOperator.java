/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.stage;

import io.millrace.flink.exchange.Envelope;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.runtime.io.network.partition.consumer.InputGate;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * A stage that other stages send to. What Flink has at hand is worked on together, since the task sends on part-filled batches
 * as soon as it runs out of work.
 */
final class ReceivingOperator extends StageOperator<Envelope> {
    /** So many elements, at most, are taken before the task works. */
    private static final int MOST_WAITING = 16;

    private final AtomicBoolean awake = new AtomicBoolean();
    private int waitingBefore;

    ReceivingOperator(StageProgram program, StreamOperatorParameters<Envelope> parameters) {
        super(program, parameters);
    }

    @Override
    public void processElement(StreamRecord<Envelope> element) throws Exception {
        driver().receive(element.getValue());
        if (driver().waiting() >= MOST_WAITING) {
            awaitSettled();
            work();
        } else {
            wakeUp();
        }
    }

    @Override
    void wakeUp() {
        if (awake.compareAndSet(false, true)) {
            try {
                parameters().getMailboxExecutor().execute(this::onWake, "step of a stage");
            } catch (RejectedExecutionException closed) {
                awake.set(true); // there are no more steps
            }
        }
    }

    private void onWake() throws Exception {
        awake.set(false);
        if (link().isSettled()) {
            if (isWorthWaiting()) {
                waitingBefore = driver().waiting();
                wakeUp(); // behind what Flink brings next
            } else {
                work();
            }
        }
    }

    /** Waits as long as more keeps coming, since Flink may have something and not be able to bring it. */
    private boolean isWorthWaiting() {
        int waiting = driver().waiting();
        return waiting > waitingBefore && waiting < MOST_WAITING && hasInputWaiting();
    }

    /** Returns whether Flink has something for the task that it was not given yet. */
    private boolean hasInputWaiting() {
        for (InputGate gate : environment().getAllInputGates()) {
            if (gate.isAvailable()) {
                return true;
            }
        }
        return false;
    }

    private void work() throws Exception {
        waitingBefore = 0;
        plan(driver().run());
    }
}
