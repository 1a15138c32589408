/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

/**
 * How much is gathered before changes are emitted: what changes often meanwhile is emitted once.
 *
 * @param rows at most
 * @param latencyMillis at most, by the clock
 */
public record MiniBatch(long rows, long latencyMillis) {}
