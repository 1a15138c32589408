/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.checkpoint;

/** What comes out for an {@link Update}: how often its key was updated by then. */
record Updated(long number, long count, long due) {}
