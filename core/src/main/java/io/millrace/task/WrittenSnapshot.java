/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import io.millrace.snapshot.IncrementalWriter;
import io.millrace.snapshot.Manifest;
import java.util.List;

/** One task's part of a checkpoint, written and durable. */
public record WrittenSnapshot(TaskId task, List<Part> parts, long pauseNanos) {
    /**
     * @param committables what a sink wants committed once the checkpoint is complete
     */
    public record Part(
            String uid, List<IncrementalWriter.Written> tables, List<Manifest.Entry> entries, List<?> committables) {}
}
