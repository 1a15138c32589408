/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark;

/**
 * What one run of a query gave.
 *
 * @param checksum of all results, in its text form
 * @param elapsedNanos from the first event taken from a generator to the last result checked
 * @param cpuNanos CPU time of the whole process in that span, all threads
 */
public record RunResult(String checksum, long elapsedNanos, long cpuNanos) {}
