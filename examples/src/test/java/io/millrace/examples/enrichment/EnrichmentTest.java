/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.Jobs;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EnrichmentTest {
    @Test
    void eachOrderGetsItsPriceInTheOrderOfComingThoughTheCatalogueIsSlowAndFails() throws Exception {
        List<Order> orders =
                LongStream.rangeClosed(1, 300).mapToObj(Enrichment::order).toList();
        List<PricedOrder> expected = orders.stream()
                .map(order -> {
                    Catalogue.Product product = Catalogue.known(order.product());
                    return new PricedOrder(
                            order.id(), product.name(), order.pieces(), product.cents() * order.pieces());
                })
                .toList();

        assertThat(Jobs.run(orders, 1, Enrichment::priced)).containsExactlyElementsOf(expected);
    }
}
