/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.checkpoint;

/**
 * What a JVM that goes on from a checkpoint measured. Times are in nanoseconds.
 *
 * @param restore from the submission of the job to its first row
 * @param start from the start of the JVM to the submission
 * @param rows that were right until the end
 */
record RecoveryRun(long start, long restore, long rows) {}
