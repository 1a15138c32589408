/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.state;

import org.jspecify.annotations.Nullable;

/** One value a key. */
public interface ValueState<T> extends State {
    /** Returns the value, or the descriptor's default (null unless given) where there is none. */
    @Nullable
    T value();

    /** Sets the value; null clears it. */
    void update(@Nullable T value);
}
