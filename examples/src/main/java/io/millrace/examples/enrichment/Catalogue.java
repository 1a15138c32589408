/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.enrichment;

import io.millrace.examples.Noise;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands for a service of somebody else's, with a client that answers by a future: each answer takes some milliseconds,
 * and one in fifty fails the first time it is asked for.
 */
final class Catalogue {
    private static final List<String> KINDS = List.of("lamp", "chair", "table", "shelf", "carpet", "mirror", "clock");
    private static final int MOST_MILLIS = 20;

    private final AtomicInteger requests = new AtomicInteger();

    /** What the catalogue knows of a product. */
    record Product(int number, String name, long cents) {}

    /** The service does not answer. */
    static final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unavailable(int product) {
            super("The catalogue has no answer for product " + product + " just now");
        }
    }

    /** Returns the answer that comes later, on another thread. */
    CompletableFuture<Product> find(int product) {
        int request = requests.incrementAndGet();
        Executor later =
                CompletableFuture.delayedExecutor(1 + Noise.below(MOST_MILLIS, request, 1), TimeUnit.MILLISECONDS);
        return CompletableFuture.supplyAsync(
                () -> {
                    if (Noise.below(50, request, 2) == 0) {
                        throw new Unavailable(product);
                    }
                    return known(product);
                },
                later);
    }

    static Product known(int product) {
        String name = KINDS.get(Noise.below(KINDS.size(), product, 3)) + " " + product;
        return new Product(product, name, 10_00 + Noise.below(200_00, product, 4));
    }
}
