/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The yardstick: each NEXMark query as a single-threaded loop, written by hand without a framework, with primitive maps
 * and no boxing. It may use what its author knows: one thread sees all events in event-time order.
 */
@org.jspecify.annotations.NullMarked
package io.millrace.benchmarks.nexmark.loop;
