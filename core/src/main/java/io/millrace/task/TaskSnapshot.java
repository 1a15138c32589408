/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import io.millrace.operator.OperatorSnapshot;
import java.util.List;

/**
 * One task's part of a checkpoint, not written yet.
 *
 * @param pauseNanos how long the task stood still for it
 */
public record TaskSnapshot(TaskId task, long checkpointId, List<Part> parts, long pauseNanos) {
    /**
     * @param uid the operator's uid
     * @param watermark the watermark of the operator's input
     */
    public record Part(String uid, long watermark, OperatorSnapshot snapshot) {}

    /** Ends the hold on the operators' state. */
    public void close() {
        for (Part part : parts) {
            part.snapshot().close();
        }
    }
}
