/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.fraud;

import io.millrace.function.Collector;
import io.millrace.process.KeyedProcessFunction;
import io.millrace.process.OpenContext;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import java.time.Duration;

/**
 * Remembers a small payment of a card until the next payment, and no longer than {@link #MEMORY}: a timer forgets it, so
 * that cards that never come again take no memory.
 */
final class SmallThenLarge extends KeyedProcessFunction<String, Payment, Suspicion> {
    private static final long serialVersionUID = 1L;

    static final long SMALL_CENTS = 1_00;
    static final long LARGE_CENTS = 500_00;
    static final Duration MEMORY = Duration.ofMinutes(1);

    @SuppressWarnings("NullAway.Init") // set in open
    private transient ValueState<Payment> probe;

    @Override
    public void open(OpenContext context) {
        probe = getRuntimeContext().getState(new ValueStateDescriptor<>("probe", Payment.class));
    }

    @Override
    public void processElement(Payment payment, Context context, Collector<Suspicion> out) throws Exception {
        Payment before = probe.value();
        if (before != null) {
            if (payment.cents() > LARGE_CENTS) {
                out.collect(new Suspicion(payment.card(), before, payment));
            }
            context.timerService().deleteEventTimeTimer(expiry(before));
            probe.clear();
        }
        if (payment.cents() < SMALL_CENTS) {
            probe.update(payment);
            context.timerService().registerEventTimeTimer(expiry(payment));
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Suspicion> out) {
        probe.clear();
    }

    private static long expiry(Payment payment) {
        return payment.timeMillis() + MEMORY.toMillis();
    }
}
