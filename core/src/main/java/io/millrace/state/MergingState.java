/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.state;

/** State of several windows that can become the state of one, when the windows do. */
public interface MergingState<I, O> extends AppendingState<I, O> {}
