/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.Jobs;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FraudDetectionTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static Payment payment(String card, long cents, int second) {
        return new Payment(second, card, cents, NOON.plusSeconds(second));
    }

    private static List<Suspicion> suspicions(Payment... payments) throws Exception {
        return Jobs.run(List.of(payments), 1, FraudDetection::suspicions);
    }

    @Test
    void aSmallPaymentAndThenALargeOneIsSuspicious() throws Exception {
        Payment probe = payment("a", 50, 0);
        Payment large = payment("a", 600_00, 30);

        assertThat(suspicions(probe, payment("b", 700_00, 10), large))
                .containsExactly(new Suspicion("a", probe, large));
    }

    @Test
    void aPaymentInBetweenOrAMinuteLaterIsNot() throws Exception {
        assertThat(suspicions(payment("a", 50, 0), payment("a", 20_00, 10), payment("a", 600_00, 20)))
                .isEmpty();
        assertThat(suspicions(payment("a", 50, 0), payment("b", 20_00, 61), payment("a", 600_00, 62)))
                .isEmpty();
    }

    @Test
    void theThievesOfTheGeneratedPaymentsAreFoundAndNobodyElse() throws Exception {
        List<Payment> payments =
                LongStream.range(0, 20_000).mapToObj(FraudDetection::payment).toList();

        List<Suspicion> found = Jobs.run(payments, 2, FraudDetection::suspicions);

        assertThat(found)
                .hasSizeBetween(15, 20)
                .allMatch(suspicion -> suspicion.probe().id() % 1_000 == 0);
    }
}
