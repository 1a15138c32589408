/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

/** A checkpoint that is being taken. */
public interface FunctionSnapshotContext {
    long getCheckpointId();

    /** Returns the processing time at which it came to this subtask, in milliseconds since the epoch. */
    long getCheckpointTimestamp();
}
