/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.time;

/**
 * Makes watermarks from the elements it sees, one by one ({@link #onEvent}) or now and then ({@link #onPeriodicEmit}). One that is {@link AutoCloseable} is closed when its split was read to
 * the end, or its task ends, and is not called any more.
 */
public interface WatermarkGenerator<T> {
    void onEvent(T event, long eventTimestamp, WatermarkOutput output);

    void onPeriodicEmit(WatermarkOutput output);
}
