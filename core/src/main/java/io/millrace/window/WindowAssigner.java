/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

import java.io.Serializable;
import java.util.Collection;

/**
 * Says to which windows an element belongs. Must be deterministic: the same element at the same time gives the same
 * windows, also after a restore.
 *
 * @param <T> the type of the elements
 * @param <W> the type of the windows; a value class with {@code equals} and {@code hashCode}, such as a record
 */
public abstract class WindowAssigner<T, W extends Window> implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * Returns the windows of an element.
     *
     * @param timestamp of the element, in milliseconds since the epoch; {@code Batch.NO_TIMESTAMP} where it has none
     */
    public abstract Collection<W> assignWindows(T element, long timestamp, WindowAssignerContext context);

    /** Returns the trigger of windows for which the program names none. */
    public abstract Trigger<T, W> getDefaultTrigger();

    /** Returns whether windows follow event time: whether elements can be late, and when windows are forgotten. */
    public abstract boolean isEventTime();

    /** What an assigner may ask. Valid only during the call. */
    public abstract static class WindowAssignerContext {
        /** Returns processing time in milliseconds since the epoch. */
        public abstract long getCurrentProcessingTime();
    }
}
