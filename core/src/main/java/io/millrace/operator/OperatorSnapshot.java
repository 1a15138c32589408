/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.snapshot.StateTable;
import java.io.IOException;
import java.util.List;

/** One operator's part of a checkpoint. All methods are called on a background thread, {@link #persist} first. */
public interface OperatorSnapshot {
    OperatorSnapshot EMPTY = new OperatorSnapshot() {};

    /** Makes durable what lies outside of the snapshot, such as a sink's pending output. May block. */
    default void persist() throws IOException {}

    /** Returns the tables to write. */
    default List<StateTable> tables() {
        return List.of();
    }

    /** Returns what a sink wants committed once the checkpoint is complete. */
    default List<?> committables() {
        return List.of();
    }

    /** Ends the snapshot's hold on the operator's state; also called when the checkpoint failed. */
    default void close() {}
}
