/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.state;

import org.jspecify.annotations.Nullable;

/** State to which elements are added and which is read as a whole. */
public interface AppendingState<I, O> extends State {
    /** Returns the content, or null where nothing was added. */
    @Nullable
    O get();

    void add(I value);
}
