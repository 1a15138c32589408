/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

import io.millrace.metric.MetricGroup;
import io.millrace.state.MergingState;
import io.millrace.state.State;
import io.millrace.state.StateDescriptor;
import java.io.Serializable;

/**
 * Says when a window is emitted, and when its elements are forgotten. What a trigger remembers of a window lies in the
 * window's state, which it gets from its context, never in its own fields.
 *
 * <p>A window is forgotten, with its timers, when its time is over: when the watermark has passed its last timestamp and
 * the allowed lateness, or processing time its last timestamp. No trigger is called for it any more.
 *
 * @param <T> the type of the elements
 * @param <W> the type of the windows
 */
public abstract class Trigger<T, W extends Window> implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Called for each element of a window, when the element is in the window. */
    public abstract TriggerResult onElement(T element, long timestamp, W window, TriggerContext ctx) throws Exception;

    /** Called when a timer of processing time fires that the trigger set for the window, or the window's last. */
    public abstract TriggerResult onProcessingTime(long time, W window, TriggerContext ctx) throws Exception;

    /** Called when a timer of event time fires that the trigger set for the window, or the window's last. */
    public abstract TriggerResult onEventTime(long time, W window, TriggerContext ctx) throws Exception;

    /** Returns whether {@link #onMerge} is implemented, which assigners of merging windows need. */
    public boolean canMerge() {
        return false;
    }

    /** Called when windows have become one: merges their states, and sets the timers that the new window needs. */
    public void onMerge(W window, OnMergeContext ctx) throws Exception {
        throw new UnsupportedOperationException(getClass().getName()
                + " cannot be used with merging windows, such as sessions: it does not implement onMerge(...)");
    }

    /** Called when a window is over: forgets its state and timers. */
    public abstract void clear(W window, TriggerContext ctx) throws Exception;

    /** What a trigger may use for the window at hand. Valid only during the call. */
    public interface TriggerContext {
        /** Returns processing time in milliseconds since the epoch. */
        long getCurrentProcessingTime();

        /** Returns the watermark, or {@link Long#MIN_VALUE} before the first. */
        long getCurrentWatermark();

        MetricGroup getMetricGroup();

        void registerProcessingTimeTimer(long time);

        /** Sets a timer that fires when the watermark reaches {@code time}; one in the past fires at the next advance. */
        void registerEventTimeTimer(long time);

        void deleteProcessingTimeTimer(long time);

        void deleteEventTimeTimer(long time);

        /** Returns state of this key and window. */
        <S extends State> S getPartitionedState(StateDescriptor<S, ?> stateDescriptor);
    }

    /** What a trigger may use when windows have become one: its state and timers are those of the new window. */
    public interface OnMergeContext extends TriggerContext {
        /** Adds the state of the windows that were merged to that of the new one. */
        <S extends MergingState<?, ?>> void mergePartitionedState(StateDescriptor<S, ?> stateDescriptor);
    }
}
