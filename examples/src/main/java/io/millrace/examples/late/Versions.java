/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.late;

import io.millrace.function.Collector;
import io.millrace.state.ValueStateDescriptor;
import io.millrace.window.ProcessWindowFunction;
import io.millrace.window.TimeWindow;
import java.time.Instant;

/** Numbers the results of a window: the first, and those that correct it. */
final class Versions extends ProcessWindowFunction<Long, Consumption, String, TimeWindow> {
    private static final long serialVersionUID = 1L;

    private static final ValueStateDescriptor<Integer> FIRED = new ValueStateDescriptor<>("fired", Integer.class);

    @Override
    public void process(String district, Context context, Iterable<Long> sums, Collector<Consumption> out)
            throws Exception {
        Integer fired = context.windowState().getState(FIRED).value();
        int version = fired == null ? 1 : fired + 1;
        context.windowState().getState(FIRED).update(version);
        out.collect(new Consumption(
                district,
                Instant.ofEpochMilli(context.window().getStart()),
                version,
                sums.iterator().next()));
    }

    @Override
    public void clear(Context context) throws Exception {
        context.windowState().getState(FIRED).clear();
    }
}
