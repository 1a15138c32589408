/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.fraud;

import io.millrace.connector.basic.SequenceSource;
import io.millrace.examples.Example;
import io.millrace.examples.Noise;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import java.time.Instant;
import java.util.List;

/**
 * Keyed state and timers: who steals a card number tries it out with a small payment, and then spends. An alert for each
 * card with a payment below 1.00 and one above 500.00 right behind it, within a minute.
 */
public final class FraudDetection implements Example {
    private static final Instant START = Instant.parse("2026-03-02T18:00:00Z");
    private static final int CARDS = 400;

    @Override
    public String name() {
        return "fraud-detection";
    }

    @Override
    public String description() {
        return "Keyed state and timers: a small payment, then a large one with the same card within a minute.";
    }

    @Override
    public String explanation() {
        return """
                Keyed state and timers: who steals a card number tries it with a small payment, and then spends.
                In: payments of 400 cards. Out: when a payment above 500.00 followed one below 1.00 of the same card within a minute.
                State remembers the small payment of each card, and a timer forgets it after the minute.
                """;
    }

    @Override
    public void build(StreamExecutionEnvironment environment, List<String> arguments) {
        DataStream<Payment> payments = environment
                .fromSource(new SequenceSource(0, 19_999), WatermarkStrategy.noWatermarks(), "numbers")
                .map(FraudDetection::payment);
        suspicions(payments).print();
    }

    /** The job: what is around it only makes and shows data. */
    static DataStream<Suspicion> suspicions(DataStream<Payment> payments) {
        return payments.assignTimestampsAndWatermarks(WatermarkStrategy.<Payment>forMonotonousTimestamps()
                        .withTimestampAssigner((payment, timestamp) -> payment.timeMillis()))
                .keyBy(Payment::card)
                .process(new SmallThenLarge())
                .uid("small-then-large");
    }

    /** Ten payments a second. One in a thousand is a probe, and the thief's large payment follows within seconds. */
    static Payment payment(long position) {
        Instant time = START.plusMillis(position * 100);
        long theft = position - position % 1_000;
        int delay = 20 + Noise.below(700, theft, 1);
        if (position == theft) {
            return new Payment(position, stolen(theft), 1 + Noise.below(99, theft, 2), time);
        }
        if (position == theft + delay) {
            return new Payment(position, stolen(theft), 500_01 + Noise.below(1_000_00, theft, 3), time);
        }
        long cents = 2_00L + Noise.below(120_00, position, 4) + (Noise.chance(2, position, 5) ? 600_00 : 0);
        return new Payment(position, card(Noise.below(CARDS, position, 6)), cents, time);
    }

    private static String stolen(long theft) {
        return card(CARDS + Noise.below(CARDS, theft, 7));
    }

    private static String card(int number) {
        return "4" + (1_000_000 + number * 7_919 % 8_999_999);
    }
}
