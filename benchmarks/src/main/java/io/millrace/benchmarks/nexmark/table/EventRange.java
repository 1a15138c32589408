/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.table;

/**
 * The events numbered {@code first}, {@code first + step} and so on: what the source hands on as one record, so that no event
 * has to be an object.
 */
record EventRange(long first, long step, int count) {}
