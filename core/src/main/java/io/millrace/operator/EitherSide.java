/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import org.jspecify.annotations.Nullable;

/** An element of one of two streams that were made one. */
public interface EitherSide {
    /** Returns whether it comes from the first stream. */
    boolean isOne();

    /** Returns the element of the first stream, or null where it comes from the second. */
    @Nullable
    Object getOne();

    /** Returns the element of the second stream, or null where it comes from the first. */
    @Nullable
    Object getTwo();
}
