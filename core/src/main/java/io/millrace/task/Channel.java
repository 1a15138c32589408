/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import io.millrace.data.StreamElement;
import org.jspecify.annotations.Nullable;

/**
 * A queue from one task to another, in order, supplied by a runner. One task writes, one reads. Writing never refuses;
 * the mark is where the writer's task should not be scheduled until the reader caught up.
 */
public interface Channel {
    /** Appends an element, and activates the reading task. */
    void add(StreamElement element);

    /** Takes the next element, or null; activates the writing task when it falls below the mark. */
    @Nullable
    StreamElement poll();

    boolean isEmpty();

    boolean isAboveMark();

    /** Sets the number of rows at which the channel is above its mark, however few elements they are; for the reader. */
    void setMostRows(int rows);

    /** Returns what the reader has set last: more rows than that shall not be held back for a fuller batch. */
    int mostRows();
}
