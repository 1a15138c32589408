/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import io.millrace.data.CheckpointBarrier;
import io.millrace.data.ColumnBatch;
import io.millrace.data.EndOfInput;
import io.millrace.data.IdleStatus;
import io.millrace.data.RecordBatch;
import io.millrace.data.Signal;
import io.millrace.data.StreamElement;
import io.millrace.data.Watermark;
import io.millrace.operator.Operator;
import io.millrace.operator.OperatorSnapshot;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Drives one operator inside a task: hands it elements in order, remembers a call that is not done yet, and passes
 * signals on behind what the operator emits for them.
 */
final class OperatorHost {
    /** Takes the operator's snapshot when its barrier has come. */
    interface SnapshotTaker {
        void take(OperatorHost host, CheckpointBarrier barrier, OperatorSnapshot snapshot, long pauseNanos);
    }

    private final Operator operator;
    private final FusedOutput output;
    private final TaskContext context;
    private final SnapshotTaker snapshots;
    private final ArrayDeque<Pending> waiting = new ArrayDeque<>();
    private int liveInputs;
    private boolean unfinished;
    private @Nullable Signal toPassOn;

    OperatorHost(Operator operator, FusedOutput output, TaskContext context, int inputs, SnapshotTaker snapshots) {
        this.operator = operator;
        this.output = output;
        this.context = context;
        this.liveInputs = Math.max(1, inputs);
        this.snapshots = snapshots;
    }

    Operator operator() {
        return operator;
    }

    FusedOutput output() {
        return output;
    }

    TaskContext context() {
        return context;
    }

    void open() throws Exception {
        context.operatorStates(); // what cannot be restored is refused now, and not at the first checkpoint
        operator.open(context, output);
        output.flush();
        context.afterStep();
    }

    void close() throws Exception {
        try {
            operator.close();
        } finally {
            context.close();
        }
    }

    /** Returns whether a call is unfinished or elements wait behind one. */
    boolean isBusy() {
        return unfinished || !waiting.isEmpty();
    }

    /** Returns whether the operator takes nothing more and goes on with nothing until a letter comes, or its time. */
    boolean isWaiting() {
        return operator.isWaiting();
    }

    boolean hasLiveInput() {
        return liveInputs > 0;
    }

    boolean hasEnded() {
        return liveInputs == 0 && !isBusy();
    }

    /** Takes an element now, or, while an earlier call is unfinished, later. */
    void accept(int input, StreamElement element) {
        if (isBusy() && !(element instanceof CheckpointBarrier && waitsForItsEnd())) {
            waiting.add(new Pending(input, element));
        } else {
            try {
                process(input, element);
            } catch (Exception e) {
                throw new OperatorFailure(e);
            }
        }
    }

    /** In front of the end that the operator still holds back there is room for a barrier. */
    private boolean waitsForItsEnd() {
        return liveInputs == 0 && waiting.isEmpty() && isWaiting();
    }

    /** Brings the operator a letter. */
    void deliver(Object letter) throws Exception {
        operator.onMail(letter);
        output.flush();
        context.afterStep();
    }

    /** Lets an operator that waits see the time, though a call may be unfinished. */
    void advanceWaiting(long now) throws Exception {
        if (isWaiting() && operator.nextProcessingTime() <= now) {
            operator.onProcessingTime(now);
            output.flush();
            context.afterStep();
        }
    }

    /** Goes on with the unfinished call, and with what waits behind it. */
    void resume() throws Exception {
        if (unfinished) {
            settle(operator.resume());
        }
        while (!unfinished) {
            Pending next = waiting.poll();
            if (next == null) {
                return;
            }
            process(next.input, next.element);
        }
    }

    /** Lets timers of processing time fire that are due. */
    void advanceProcessingTime(long now) throws Exception {
        if (!isBusy() && operator.nextProcessingTime() <= now) {
            settle(operator.onProcessingTime(now));
        }
    }

    private void process(int input, StreamElement element) throws Exception {
        if (element instanceof RecordBatch batch) {
            operator.onBatch(input, batch);
            output.flush();
            context.afterStep();
        } else if (element instanceof ColumnBatch batch) {
            operator.onColumns(input, batch);
            output.flush();
            context.afterStep();
        } else {
            processSignal(input, element);
        }
    }

    private void processSignal(int input, StreamElement element) throws Exception {
        operator.beforeSignal();
        if (element instanceof Watermark watermark) {
            advance(watermark);
        } else if (element instanceof CheckpointBarrier barrier) {
            snapshot(barrier);
        } else if (element instanceof IdleStatus status) {
            if (status.idle()) {
                operator.onIdle();
            } else {
                operator.onActive();
            }
            if (operator.forwardsWatermarks()) {
                output.signal(status);
            }
        } else if (element instanceof EndOfInput) {
            liveInputs--;
            toPassOn = liveInputs == 0 ? EndOfInput.INSTANCE : null;
            settle(operator.onEndOfInput(input));
        }
    }

    /**
     * Takes a watermark. A source that was restored repeats the one it had come to, and may start behind it where idle splits
     * hold it back again: by that, time does not advance, and no timer may fire; but all readers have to hear of it anew.
     */
    private void advance(Watermark watermark) throws Exception {
        long before = context.watermark();
        long timestamp = Math.max(watermark.timestamp(), before);
        context.advanceWatermark(timestamp);
        if (operator.forwardsWatermarks()) {
            toPassOn = new Watermark(timestamp);
            settle(timestamp == before || operator.onWatermark(timestamp));
        } else {
            toPassOn = null;
            settle(operator.onWatermark(timestamp));
        }
    }

    private void settle(boolean done) {
        output.flush();
        context.afterStep();
        unfinished = !done;
        Signal signal = toPassOn;
        if (done && signal != null) {
            toPassOn = null;
            output.signal(signal);
        }
    }

    private void snapshot(CheckpointBarrier barrier) throws Exception {
        long start = context.environment().nanoTime();
        OperatorSnapshot snapshot = takeSnapshot(barrier, liveInputs == 0);
        snapshots.take(this, barrier, snapshot, context.environment().nanoTime() - start);
        output.signal(barrier);
    }

    /** Takes a snapshot after the end of the input: there is nobody left to pass a barrier to. */
    void snapshotAfterEnd(CheckpointBarrier barrier) throws Exception {
        snapshots.take(this, barrier, takeSnapshot(barrier, true), 0);
    }

    private OperatorSnapshot takeSnapshot(CheckpointBarrier barrier, boolean ended) throws Exception {
        context.operatorStates().prepareSnapshot(barrier.checkpointId(), context.processingTime());
        operator.onBarrier(barrier);
        return context.operatorStates().addTo(operator.snapshot(ended));
    }

    /** A checkpoint that this operator took part in is complete. */
    void completeCheckpoint(long checkpointId) throws Exception {
        context.operatorStates().notifyComplete(checkpointId);
    }

    /** A checkpoint that this operator may have taken part in will never be complete. */
    void abortCheckpoint(long checkpointId) throws Exception {
        context.operatorStates().notifyAborted(checkpointId);
    }

    /** For a source: ends its output. */
    void endSource() {
        liveInputs = 0;
        output.signal(Watermark.MAX_WATERMARK);
        output.signal(EndOfInput.INSTANCE);
    }

    /** For a source, and for an operator whose inputs have ended: starts a checkpoint. */
    void startCheckpoint(CheckpointBarrier barrier) throws Exception {
        operator.beforeSignal();
        output.flush();
        snapshot(barrier);
    }

    private record Pending(int input, StreamElement element) {}
}
