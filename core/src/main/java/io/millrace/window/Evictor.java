/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

import io.millrace.metric.MetricGroup;
import java.io.Serializable;

/**
 * Removes elements from a window when it fires, before or behind the window's function. A window with an evictor keeps
 * all its elements: nothing is folded as it comes.
 *
 * @param <T> the type of the elements
 * @param <W> the type of the windows
 */
public interface Evictor<T, W extends Window> extends Serializable {
    /**
     * Called before the window's function.
     *
     * @param elements all elements, in the order of their arrival; removed by {@code Iterator.remove}
     * @param size how many they are
     */
    void evictBefore(Iterable<TimestampedValue<T>> elements, int size, W window, EvictorContext evictorContext);

    /** Called behind the window's function, as {@link #evictBefore}. */
    void evictAfter(Iterable<TimestampedValue<T>> elements, int size, W window, EvictorContext evictorContext);

    /** What an evictor may ask. Valid only during the call. */
    interface EvictorContext {
        /** Returns processing time in milliseconds since the epoch. */
        long getCurrentProcessingTime();

        MetricGroup getMetricGroup();

        /** Returns the watermark, or {@link Long#MIN_VALUE} before the first. */
        long getCurrentWatermark();
    }
}
