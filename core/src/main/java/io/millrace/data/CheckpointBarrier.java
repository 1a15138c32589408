/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

/** Parts what belongs to a checkpoint from what comes after it. */
public record CheckpointBarrier(long checkpointId) implements Signal {}
