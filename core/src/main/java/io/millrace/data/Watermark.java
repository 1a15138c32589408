/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

/**
 * Says that event time has reached {@code timestamp}: no element with a timestamp at or below it is expected any more.
 *
 * @param timestamp event time in milliseconds since the epoch
 */
public record Watermark(long timestamp) implements Signal {
    /** The watermark at the end of a bounded input: all timers fire, all windows close. */
    public static final Watermark MAX_WATERMARK = new Watermark(Long.MAX_VALUE);

    public long getTimestamp() {
        return timestamp;
    }
}
