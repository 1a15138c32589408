/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.time;

/** The two times, and timers of the current key. A timer registered twice for one timestamp fires once. */
public interface TimerService {
    /** Returns processing time in milliseconds since the epoch. */
    long currentProcessingTime();

    /** Returns the watermark, or {@link Long#MIN_VALUE} before the first. */
    long currentWatermark();

    void registerProcessingTimeTimer(long time);

    /** Registers a timer that fires when the watermark reaches {@code time}; one in the past fires at the next advance. */
    void registerEventTimeTimer(long time);

    void deleteProcessingTimeTimer(long time);

    void deleteEventTimeTimer(long time);
}
