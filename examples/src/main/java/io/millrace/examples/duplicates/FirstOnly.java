/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.duplicates;

import io.millrace.function.Collector;
import io.millrace.function.OutputTag;
import io.millrace.process.KeyedProcessFunction;
import io.millrace.process.OpenContext;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import java.time.Duration;

/**
 * Passes on the first delivery of each order. What was seen is forgotten {@link #MEMORY} after the first delivery, which is
 * longer than the queue repeats one: memory stays bounded, however long the job runs.
 */
final class FirstOnly extends KeyedProcessFunction<String, Delivery, Delivery> {
    private static final long serialVersionUID = 1L;

    static final Duration MEMORY = Duration.ofMinutes(10);
    static final OutputTag<Delivery> DUPLICATES = new OutputTag<>("duplicates");

    @SuppressWarnings("NullAway.Init") // set in open
    private transient ValueState<Boolean> seen;

    @Override
    public void open(OpenContext context) {
        seen = getRuntimeContext().getState(new ValueStateDescriptor<>("seen", Boolean.class));
    }

    @Override
    public void processElement(Delivery delivery, Context context, Collector<Delivery> out) throws Exception {
        if (seen.value() != null) {
            context.output(DUPLICATES, delivery);
            return;
        }
        seen.update(true);
        context.timerService().registerEventTimeTimer(delivery.timeMillis() + MEMORY.toMillis());
        out.collect(delivery);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Delivery> out) {
        seen.clear();
    }
}
