/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import io.millrace.data.Watermark;
import io.millrace.time.WatermarkGenerator;
import io.millrace.time.WatermarkOutput;
import java.time.Duration;

/**
 * Lets event time follow the latest scheduled time at a fixed distance, in steps of whole hours, the moment a flight
 * passes the hour.
 *
 * <p>The flights are few and far between at night: watermarks at every so many flights, as
 * {@link io.millrace.time.WatermarkStrategy#forBoundedOutOfOrderness} gives them, would close a day hours after it
 * ended. What this one says depends on the flights so far and on nothing else, neither on how they were cut into batches
 * nor on when the job was last restarted; and as midnight is a whole hour, the steps close no day later.
 */
final class HourlyWatermarks implements WatermarkGenerator<Flight> {
    private static final long STEP_MILLIS = Duration.ofHours(1).toMillis();

    private final long outOfOrdernessMillis;
    private long lastWatermark = Long.MIN_VALUE;

    HourlyWatermarks(Duration outOfOrderness) {
        this.outOfOrdernessMillis = outOfOrderness.toMillis();
    }

    @Override
    public void onEvent(Flight flight, long scheduledMillis, WatermarkOutput output) {
        long hour = Math.floorDiv(scheduledMillis - outOfOrdernessMillis, STEP_MILLIS) * STEP_MILLIS;
        if (hour - 1 > lastWatermark) {
            lastWatermark = hour - 1;
            output.emitWatermark(new Watermark(lastWatermark));
        }
    }

    /** Nothing: all was said when the flight came. */
    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
}
