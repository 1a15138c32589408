/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.basic;

/**
 * Names what one writer of a {@link CollectingSink} wrote between two barriers.
 *
 * @param cut the number of the cut, counted from 0 in each run
 */
public record CollectedRows(long attemptId, int subtaskIndex, long cut) {}
