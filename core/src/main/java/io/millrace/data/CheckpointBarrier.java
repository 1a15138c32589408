/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

/**
 * Parts what belongs to a checkpoint from what comes after it.
 *
 * @param completedId the newest complete checkpoint when this one was triggered, or -1; those in between were aborted
 */
public record CheckpointBarrier(long checkpointId, long completedId) implements Signal {}
