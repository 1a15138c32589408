/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

/**
 * What every snapshot holds of one operator of one task, whatever the operator keeps itself.
 *
 * @param watermark the watermark of the operator's input
 * @param maxParallelism the number of key groups that its keyed state is divided by
 */
public record OperatorTaskState(long watermark, int maxParallelism) {
    /** The name of the table that holds it. */
    public static final String TABLE = "task";
}
