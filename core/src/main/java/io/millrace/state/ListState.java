/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.state;

import java.util.List;

/** A list of elements a key. {@link #get} never returns null: an absent list is empty. */
public interface ListState<T> extends MergingState<T, Iterable<T>> {
    @Override
    Iterable<T> get();

    void addAll(List<T> values);

    /** Replaces the list; an empty one clears it. */
    void update(List<T> values);
}
