/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.millrace;

import io.millrace.data.Watermark;
import io.millrace.differential.Event;
import io.millrace.time.WatermarkGenerator;
import io.millrace.time.WatermarkOutput;
import io.millrace.time.WatermarkStrategy;

/** Watermarks that follow each event alone, so that a generator that starts anew after a crash goes on alike. */
public final class Watermarks implements WatermarkGenerator<Event> {
    private final long bound;
    private final int every;

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
        if (every > 0 && Math.floorMod(event.value + timestamp, every) == 0) {
            output.emitWatermark(new Watermark(timestamp - bound - 1));
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {}
}
