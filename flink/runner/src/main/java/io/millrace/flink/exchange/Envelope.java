/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.exchange;

/**
 * One batch or signal on its way from a task to another.
 *
 * @param edge the number of the exchange in the job
 * @param sender the sending subtask
 * @param target the receiving subtask
 * @param content as {@link ElementEncoder} writes it; nobody may change it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Envelope(int edge, int sender, int target, byte[] content) {}
