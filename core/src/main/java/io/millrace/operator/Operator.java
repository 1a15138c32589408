/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.CheckpointBarrier;
import io.millrace.data.ColumnBatch;
import io.millrace.data.RecordBatch;

/**
 * A deterministic state machine. It learns all it knows through these calls, keeps what it remembers in the store of its
 * context, and answers through its output. It never sees a thread, a clock, a file or a random number.
 *
 * <p>A call that returns a boolean says whether it is done. One that is not ({@code false}) stopped because
 * {@link Output#shouldYield} told it to, or because it has done enough for one step; the host then calls {@link #resume} until that returns true, and nothing else in
 * between. All calls come from one thread at a time.
 */
public interface Operator {
    /** Called once, before everything else; the state of the context is already restored. */
    void open(OperatorContext context, Output output) throws Exception;

    /**
     * Takes one batch, which the operator owns from now on: it passes it on, or recycles it.
     *
     * @param input which input the batch came from, from 0
     */
    void onBatch(int input, RecordBatch batch) throws Exception;

    /**
     * Takes one batch in the columns layout, which the operator owns as far as {@link ColumnBatch} says. An operator takes the
     * one layout or the other, and what makes the job sees to it that it gets that.
     */
    default void onColumns(int input, ColumnBatch batch) throws Exception {
        throw new IllegalStateException(getClass().getName() + " takes records, and was sent columns");
    }

    /** A signal is about to be handled or passed on: what was held back to be emitted together is due now. */
    default void beforeSignal() throws Exception {}

    /** The input takes no part in the watermark until it wakes up; readers may then be further than this operator. */
    default void onIdle() {}

    /** The input takes part in the watermark again. */
    default void onActive() {}

    /** Event time has reached {@code timestamp}. What is emitted here comes before the watermark that is passed on. */
    default boolean onWatermark(long timestamp) throws Exception {
        return true;
    }

    /** Returns the processing time at which {@link #onProcessingTime} wants to be called; MAX_VALUE for never. */
    default long nextProcessingTime() {
        return Long.MAX_VALUE;
    }

    /** Processing time has reached what {@link #nextProcessingTime} asked for. */
    default boolean onProcessingTime(long millis) throws Exception {
        return true;
    }

    /** One input has ended; after the last, nothing comes but snapshots and {@link #close}. */
    default boolean onEndOfInput(int input) throws Exception {
        return true;
    }

    /**
     * For an input that is grouped by key: that of one key is over, and {@link #onWatermark} has just told of the end of
     * time. What is left of the key is to be forgotten, and time starts afresh for the next one. Called again until it
     * returns true.
     */
    default boolean onKeyEnd() throws Exception {
        return true;
    }

    /** Goes on with what returned false. */
    default boolean resume() throws Exception {
        return true;
    }

    /** A letter came through the {@link OperatorContext#mailbox}. It may come between a call that is not done and its end. */
    default void onMail(Object letter) throws Exception {}

    /**
     * Returns whether the operator wants nothing more for now, and what is not done cannot go on, until a letter comes
     * or processing time reaches {@link #nextProcessingTime}. The task then reads no input. What it is given all the
     * same, by an operator before it that is in the middle of a step, it must take.
     *
     * <p>While it waits, an operator may be asked for a snapshot, even in the middle of {@link #onEndOfInput}.
     */
    default boolean isWaiting() {
        return false;
    }

    /** Returns whether watermarks pass through; an operator that makes its own says no. */
    default boolean forwardsWatermarks() {
        return true;
    }

    /**
     * A barrier has come, and the snapshot is asked for next. What was cut off for checkpoints later than
     * {@link CheckpointBarrier#completedId} becomes part of this one.
     */
    default void onBarrier(CheckpointBarrier barrier) {}

    /**
     * Takes a snapshot: quick, since the operator stands still meanwhile. What is slow is done by the returned object, on
     * another thread.
     *
     * @param endOfInput whether the input has ended, so that nothing will change any more
     */
    default OperatorSnapshot snapshot(boolean endOfInput) throws Exception {
        return OperatorSnapshot.EMPTY;
    }

    /** Returns the size of what the operator keeps outside of {@link OperatorContext#keyedStore}. */
    default StateSize stateSize() {
        return StateSize.NONE;
    }

    /** Called exactly once at the end, also after a failure. */
    default void close() throws Exception {}
}
