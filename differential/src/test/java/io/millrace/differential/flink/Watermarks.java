/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.flink;

import io.millrace.differential.Event;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/** Watermarks that follow the events alone, never the clock. */
public final class Watermarks implements WatermarkGenerator<Event> {
    private final long bound;
    private final int every;
    private long latest = Long.MIN_VALUE;
    private int count;

    private Watermarks(long bound, int every) {
        this.bound = bound;
        this.every = every;
    }

    public static WatermarkStrategy<Event> strategy(long bound, int every) {
        return WatermarkStrategy.<Event>forGenerator(context -> new Watermarks(bound, every))
                .withTimestampAssigner((event, timestamp) -> event.time);
    }

    @Override
    public void onEvent(Event event, long timestamp, WatermarkOutput output) {
        latest = Math.max(latest, timestamp);
        count++;
        if (every > 0 && count % every == 0) {
            output.emitWatermark(new Watermark(latest - bound - 1));
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
}
