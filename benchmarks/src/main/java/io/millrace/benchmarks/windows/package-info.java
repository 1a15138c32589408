/* SPDX-License-Identifier: Apache-2.0 */
/** The benchmark of sliding windows: throughput against the number of slides in a window. */
@org.jspecify.annotations.NullMarked
package io.millrace.benchmarks.windows;
