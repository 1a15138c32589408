/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import io.millrace.function.Collector;
import io.millrace.window.ProcessWindowFunction;
import io.millrace.window.TimeWindow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Puts origin and day to the statistics of a window that closes. */
final class OriginDayWindow extends ProcessWindowFunction<DelayStatistics, OriginDay, String, TimeWindow> {
    private static final long serialVersionUID = 1L;

    @Override
    public void process(String origin, Context context, Iterable<DelayStatistics> elements, Collector<OriginDay> out) {
        LocalDate day = Instant.ofEpochMilli(context.window().getStart())
                .atZone(ZoneOffset.UTC)
                .toLocalDate();
        for (DelayStatistics statistics : elements) {
            out.collect(new OriginDay(day, origin, statistics.flights(), statistics.total(), statistics.max()));
        }
    }
}
