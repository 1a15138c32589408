/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.Jobs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DeduplicationTest {
    private static Delivery delivery(String order, int attempt, int minute) {
        return new Delivery(order, 100, attempt, Instant.EPOCH.plusSeconds(60L * minute));
    }

    @Test
    void theFirstDeliveryOfAnOrderPassesAndOthersGoAside() throws Exception {
        List<Delivery> deliveries = List.of(delivery("a", 1, 0), delivery("b", 1, 1), delivery("a", 2, 2));

        assertThat(Jobs.run(deliveries, 1, Deduplication::orders))
                .containsExactly(deliveries.get(0), deliveries.get(1));
        assertThat(Jobs.run(
                        deliveries, 1, stream -> Deduplication.orders(stream).getSideOutput(FirstOnly.DUPLICATES)))
                .containsExactly(deliveries.get(2));
    }

    @Test
    void whatWasSeenIsForgottenInTime() throws Exception {
        List<Delivery> deliveries = List.of(delivery("a", 1, 0), delivery("b", 1, 16), delivery("a", 2, 17));

        assertThat(Jobs.run(deliveries, 1, Deduplication::orders)).containsExactlyElementsOf(deliveries);
    }

    @Test
    void eachGeneratedOrderPassesOnce() throws Exception {
        List<Delivery> deliveries =
                LongStream.range(0, 8_640).mapToObj(Deduplication::delivery).toList();
        Set<String> seen = new LinkedHashSet<>();
        List<Delivery> expected = new ArrayList<>();
        deliveries.forEach(delivery -> {
            if (seen.add(delivery.orderId())) {
                expected.add(delivery);
            }
        });

        assertThat(expected).hasSizeBetween(6_000, 8_000);
        assertThat(Jobs.run(deliveries, 1, Deduplication::orders)).containsExactlyInAnyOrderElementsOf(expected);
    }
}
