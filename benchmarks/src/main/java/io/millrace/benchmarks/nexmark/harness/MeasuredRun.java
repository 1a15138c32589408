/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.harness;

/**
 * What a child JVM reports of its measured run, as a line of JSON.
 *
 * @param peakMemoryBytes of the whole life of the JVM, warm-up included
 */
record MeasuredRun(String checksum, long elapsedNanos, long cpuNanos, long peakMemoryBytes) {}
