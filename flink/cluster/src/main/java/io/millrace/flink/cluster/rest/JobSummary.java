/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.rest;

/**
 * One line about a job.
 *
 * @param id 32 hexadecimal digits
 * @param startMillis when it was started, since the epoch
 * @param durationMillis how long it has run, or ran
 */
public record JobSummary(String id, String name, JobState state, long startMillis, long durationMillis) {}
