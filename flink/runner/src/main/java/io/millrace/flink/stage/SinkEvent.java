/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.stage;

import org.apache.flink.runtime.operators.coordination.OperatorEvent;

/** What the subtasks of a sink and its coordinator tell each other before anything is written. */
sealed interface SinkEvent extends OperatorEvent {
    /** From a subtask: it is there, and waits. */
    record Opened() implements SinkEvent {}

    /** To the first subtask: settle what earlier attempts left, for all. */
    record Settle() implements SinkEvent {}

    /** From the first subtask: that is done. */
    record Settled() implements SinkEvent {}

    /**
     * To a subtask: go on.
     *
     * @param settled whether all was settled; else the subtask alone was started again, and commits again what it restored
     */
    record MayWrite(boolean settled) implements SinkEvent {}
}
