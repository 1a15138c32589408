/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.snapshot;

/**
 * A checkpoint found on storage.
 *
 * @param id its id
 * @param verdict whether it can be used
 * @param reason why it cannot be used; empty if it can
 */
public record CheckpointStatus(long id, Verdict verdict, String reason) {
    /** Whether a checkpoint can be used. */
    public enum Verdict {
        /** The manifest is in place and every file has its size. */
        COMPLETE,
        /** There is no manifest: it is being written, or was when the process died, or it is old and was deleted. */
        HALF_WRITTEN,
        /** It was complete once, and is so no more. */
        DAMAGED
    }
}
