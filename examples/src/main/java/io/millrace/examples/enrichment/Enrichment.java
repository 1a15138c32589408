/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.enrichment;

import io.millrace.async.AsyncRetryStrategies;
import io.millrace.async.RetryPredicates;
import io.millrace.connector.basic.SequenceSource;
import io.millrace.examples.Example;
import io.millrace.examples.Noise;
import io.millrace.stream.AsyncDataStream;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Asynchronous lookups: a slow catalogue is asked for the price of each ordered product, fifty requests at a time, and
 * asked again when it does not answer. The orders come out in the order in which they came in.
 */
public final class Enrichment implements Example {
    private static final int REQUESTS_AT_A_TIME = 50;

    @Override
    public String name() {
        return "enrichment";
    }

    @Override
    public String description() {
        return "Asynchronous lookups: orders get prices from a slow catalogue, fifty requests at a time.";
    }

    @Override
    public String explanation() {
        return """
                Asynchronous requests: a catalogue that takes up to 20 ms an answer is asked for the price of each ordered product.
                In: 200 orders. Out: order, quantity, product and price, in the order in which the orders came.
                Fifty requests are under way at a time: one after the other, the answers alone would take two seconds.
                One answer in fifty fails, and is asked for again.
                """;
    }

    @Override
    public void build(StreamExecutionEnvironment environment, List<String> arguments) {
        DataStream<Order> orders = environment
                .fromSource(new SequenceSource(1, 200), WatermarkStrategy.noWatermarks(), "numbers")
                .map(Enrichment::order);
        priced(orders).print();
    }

    /** The job: what is around it only makes and shows data. */
    static DataStream<PricedOrder> priced(DataStream<Order> orders) {
        return AsyncDataStream.orderedWaitWithRetry(
                        orders,
                        new PriceLookup(),
                        10,
                        TimeUnit.SECONDS,
                        REQUESTS_AT_A_TIME,
                        new AsyncRetryStrategies.FixedDelayRetryStrategyBuilder<PricedOrder>(5, 10L)
                                .ifException(RetryPredicates.HAS_EXCEPTION_PREDICATE)
                                .build())
                .uid("price-lookup");
    }

    static Order order(long id) {
        return new Order(id, Noise.below(500, id, 1), 1 + Noise.below(4, id, 2));
    }
}
