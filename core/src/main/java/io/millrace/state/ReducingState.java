/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.state;

/** The reduction of all elements added to a key. */
public interface ReducingState<T> extends MergingState<T, T> {}
