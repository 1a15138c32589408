/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

import java.util.Collection;

/** Assigns windows that are merged with others of their key, as sessions are. */
public abstract class MergingWindowAssigner<T, W extends Window> extends WindowAssigner<T, W> {
    private static final long serialVersionUID = 1L;

    /** Says, by calls of {@code callback}, which of {@code windows} become one. */
    public abstract void mergeWindows(Collection<W> windows, MergeCallback<W> callback);

    /** Hears which windows become one. */
    public interface MergeCallback<W> {
        /**
         * @param toBeMerged at least two windows; none of them may be named in another call
         * @param mergeResult the window that takes their place
         */
        void merge(Collection<W> toBeMerged, W mergeResult);
    }
}
