/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.state;

/** The aggregate of all elements added to a key. */
public interface AggregatingState<I, O> extends MergingState<I, O> {}
