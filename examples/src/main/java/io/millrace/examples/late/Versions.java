/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.late;

import io.millrace.function.Collector;
import io.millrace.window.ProcessWindowFunction;
import io.millrace.window.TimeWindow;
import java.time.Instant;

/** Numbers the results of a window: the first, and those that correct it. */
final class Versions extends ProcessWindowFunction<Long, Consumption, String, TimeWindow> {
    private static final long serialVersionUID = 1L;

    @Override
    public void process(String district, Context context, Iterable<Long> sums, Collector<Consumption> out) {
        out.collect(new Consumption(
                district,
                Instant.ofEpochMilli(context.window().getStart()),
                1,
                sums.iterator().next()));
    }
}
