/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

/** The choices that do not change what is right: which task runs next, which channel is read first, how much at a time. */
public interface SchedulingPolicy {
    /** First come, first served, in turn. */
    SchedulingPolicy IN_TURN = new SchedulingPolicy() {};

    /**
     * Returns which of the tasks that are ready runs next.
     *
     * @param ready how many are ready, in the order in which they became so; at least 1
     */
    default int nextTask(int ready) {
        return 0;
    }

    /**
     * Returns the channel to look at first.
     *
     * @param inTurn the one behind the channel that was read last
     */
    default int firstChannel(int channels, int inTurn) {
        return inTurn < channels ? inTurn : 0;
    }

    /** Returns how many batches a task may take in one step, at least 1. */
    default int batchesPerStep() {
        return 8;
    }

    /** Returns how many records a source may read at once, from 1 to {@code most}. */
    default int recordsPerRead(int most) {
        return most;
    }
}
