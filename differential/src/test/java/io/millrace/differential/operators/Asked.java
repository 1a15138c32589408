/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.async.AsyncRetryStrategies;
import io.millrace.async.AsyncRetryStrategy;
import io.millrace.differential.Event;
import io.millrace.differential.Program.Drawing;
import io.millrace.differential.Step;
import io.millrace.differential.Traits;
import io.millrace.differential.flink.FlinkAnswers;
import io.millrace.differential.flink.FlinkStream;
import io.millrace.differential.millrace.MillraceAnswers;
import io.millrace.differential.millrace.MillraceStream;
import io.millrace.stream.AsyncDataStream;
import java.io.Serializable;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Asynchronous requests, whose answers come in order or not; with requests that are repeated until there is one. Flink
 * repeats a request but once more when the input ends, so that none is refused twice.
 */
record Asked(boolean ordered, boolean retries, int capacity) implements Step {
    private static final int MOST_RETRIES = 2;

    static Step draw(Drawing drawing, Traits input) {
        return new Asked(
                drawing.random().chance(0.5),
                drawing.random().chance(0.4),
                drawing.random().upTo(3));
    }

    @Override
    public boolean fits(Traits input) {
        return true;
    }

    @Override
    public Traits after(Traits input) {
        return input.answers(ordered);
    }

    @Override
    public MillraceStream millrace(MillraceStream input) {
        MillraceAnswers answers = new MillraceAnswers(retries);
        if (!retries) {
            return input.local(
                    ordered
                            ? AsyncDataStream.orderedWait(input.stream(), answers, 0, TimeUnit.SECONDS, capacity)
                            : AsyncDataStream.unorderedWait(input.stream(), answers, 0, TimeUnit.SECONDS, capacity));
        }
        AsyncRetryStrategy<Event> strategy = new AsyncRetryStrategies.FixedDelayRetryStrategyBuilder<Event>(
                        MOST_RETRIES, 1)
                .ifResult(Collection::isEmpty)
                .ifException(error -> true)
                .build();
        return input.local(
                ordered
                        ? AsyncDataStream.orderedWaitWithRetry(
                                input.stream(), answers, 1, TimeUnit.HOURS, capacity, strategy)
                        : AsyncDataStream.unorderedWaitWithRetry(
                                input.stream(), answers, 1, TimeUnit.HOURS, capacity, strategy));
    }

    @Override
    public FlinkStream flink(FlinkStream input) {
        FlinkAnswers answers = new FlinkAnswers(retries);
        if (!retries) {
            return input.local(
                    ordered
                            ? org.apache.flink.streaming.api.datastream.AsyncDataStream.orderedWait(
                                    input.stream(), answers, 0, TimeUnit.SECONDS, capacity)
                            : org.apache.flink.streaming.api.datastream.AsyncDataStream.unorderedWait(
                                    input.stream(), answers, 0, TimeUnit.SECONDS, capacity));
        }
        org.apache.flink.streaming.api.functions.async.AsyncRetryStrategy<Event> strategy =
                new org.apache.flink.streaming.util.retryable.AsyncRetryStrategies.FixedDelayRetryStrategyBuilder<
                                Event>(MOST_RETRIES, 1)
                        .ifResult((Predicate<Collection<Event>> & Serializable) Collection::isEmpty)
                        .ifException((Predicate<Throwable> & Serializable) error -> true)
                        .build();
        return input.local(
                ordered
                        ? org.apache.flink.streaming.api.datastream.AsyncDataStream.orderedWaitWithRetry(
                                input.stream(), answers, 1, TimeUnit.HOURS, capacity, strategy)
                        : org.apache.flink.streaming.api.datastream.AsyncDataStream.unorderedWaitWithRetry(
                                input.stream(), answers, 1, TimeUnit.HOURS, capacity, strategy));
    }
}
