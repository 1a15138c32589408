/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

/**
 * One task of a job.
 *
 * @param stage the stage it runs
 * @param subtask which of the stage's parallel instances it is, from 0
 */
public record TaskId(int stage, int subtask) {}
