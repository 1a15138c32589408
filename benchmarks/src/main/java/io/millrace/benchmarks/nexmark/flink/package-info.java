/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The NEXMark queries on Apache Flink's DataStream API in a local environment: object reuse on, state on the heap, no
 * checkpoints, type information given everywhere so that nothing falls back to Kryo.
 */
@org.jspecify.annotations.NullMarked
package io.millrace.benchmarks.nexmark.flink;
