/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What every engine of the NEXMark benchmark shares: the queries and their exact meaning, the rows they produce, the
 * checksum over those rows, and the interface an engine implements.
 */
@org.jspecify.annotations.NullMarked
package io.millrace.benchmarks.nexmark;
