/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.checkpoint;

/**
 * An event: the key's account counts one more.
 *
 * @param number of the event
 * @param due when it was to be emitted, as {@link System#nanoTime}
 */
record Update(long number, long key, long due) {}
