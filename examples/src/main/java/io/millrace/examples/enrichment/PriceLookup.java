/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.enrichment;

import io.millrace.async.ResultFuture;
import io.millrace.async.RichAsyncFunction;
import io.millrace.process.OpenContext;
import java.util.List;
import java.util.concurrent.CompletionException;

/** Asks the catalogue for the product of each order. */
final class PriceLookup extends RichAsyncFunction<Order, PricedOrder> {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("NullAway.Init") // set in open
    private transient Catalogue catalogue;

    @Override
    public void open(OpenContext context) {
        catalogue = new Catalogue();
    }

    @Override
    public void asyncInvoke(Order order, ResultFuture<PricedOrder> result) {
        catalogue.find(order.product()).whenComplete((product, failure) -> {
            if (failure == null) {
                result.complete(List.of(
                        new PricedOrder(order.id(), product.name(), order.pieces(), product.cents() * order.pieces())));
            } else {
                result.completeExceptionally(
                        failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure);
            }
        });
    }
}
