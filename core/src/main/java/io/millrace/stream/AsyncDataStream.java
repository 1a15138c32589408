/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import io.millrace.async.AsyncFunction;
import io.millrace.async.AsyncRetryStrategy;
import io.millrace.function.FunctionCopier;
import io.millrace.operator.AsyncSettings;
import io.millrace.operator.AsyncWaitOperator;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks the outside world about each element without blocking: many requests are under way at once.
 *
 * <p>A timeout is in processing time, from the first attempt to the answer; 0 means none. The capacity is the most
 * requests that are under way at once; with more elements than that the stream is held back. Elements whose results
 * were not emitted belong to checkpoints, and after a restore they are asked for again; so requests may be made more
 * than once, and results are emitted once.
 */
public final class AsyncDataStream {
    private static final int DEFAULT_QUEUE_CAPACITY = 100;

    private AsyncDataStream() {}

    /** Emits results as they come, but none across a watermark. */
    public static <IN, OUT> SingleOutputStreamOperator<OUT> unorderedWait(
            DataStream<IN> in, AsyncFunction<IN, OUT> func, long timeout, TimeUnit timeUnit, int capacity) {
        return add(in, func, false, timeout, timeUnit, capacity, null);
    }

    /** Emits results as they come, but none across a watermark; with at most 100 requests under way. */
    public static <IN, OUT> SingleOutputStreamOperator<OUT> unorderedWait(
            DataStream<IN> in, AsyncFunction<IN, OUT> func, long timeout, TimeUnit timeUnit) {
        return add(in, func, false, timeout, timeUnit, DEFAULT_QUEUE_CAPACITY, null);
    }

    /** Emits results as they come, but none across a watermark; asks again as the strategy says. */
    public static <IN, OUT> SingleOutputStreamOperator<OUT> unorderedWaitWithRetry(
            DataStream<IN> in,
            AsyncFunction<IN, OUT> func,
            long timeout,
            TimeUnit timeUnit,
            int capacity,
            AsyncRetryStrategy<OUT> asyncRetryStrategy) {
        return add(in, func, false, timeout, timeUnit, capacity, asyncRetryStrategy);
    }

    /** As the longer method, with at most 100 requests under way. */
    public static <IN, OUT> SingleOutputStreamOperator<OUT> unorderedWaitWithRetry(
            DataStream<IN> in,
            AsyncFunction<IN, OUT> func,
            long timeout,
            TimeUnit timeUnit,
            AsyncRetryStrategy<OUT> asyncRetryStrategy) {
        return add(in, func, false, timeout, timeUnit, DEFAULT_QUEUE_CAPACITY, asyncRetryStrategy);
    }

    /** Emits results in the order of the elements that asked for them. */
    public static <IN, OUT> SingleOutputStreamOperator<OUT> orderedWait(
            DataStream<IN> in, AsyncFunction<IN, OUT> func, long timeout, TimeUnit timeUnit, int capacity) {
        return add(in, func, true, timeout, timeUnit, capacity, null);
    }

    /** Emits results in the order of the elements that asked for them; with at most 100 requests under way. */
    public static <IN, OUT> SingleOutputStreamOperator<OUT> orderedWait(
            DataStream<IN> in, AsyncFunction<IN, OUT> func, long timeout, TimeUnit timeUnit) {
        return add(in, func, true, timeout, timeUnit, DEFAULT_QUEUE_CAPACITY, null);
    }

    /** Emits results in the order of the elements that asked for them; asks again as the strategy says. */
    public static <IN, OUT> SingleOutputStreamOperator<OUT> orderedWaitWithRetry(
            DataStream<IN> in,
            AsyncFunction<IN, OUT> func,
            long timeout,
            TimeUnit timeUnit,
            int capacity,
            AsyncRetryStrategy<OUT> asyncRetryStrategy) {
        return add(in, func, true, timeout, timeUnit, capacity, asyncRetryStrategy);
    }

    /** As the longer method, with at most 100 requests under way. */
    public static <IN, OUT> SingleOutputStreamOperator<OUT> orderedWaitWithRetry(
            DataStream<IN> in,
            AsyncFunction<IN, OUT> func,
            long timeout,
            TimeUnit timeUnit,
            AsyncRetryStrategy<OUT> asyncRetryStrategy) {
        return add(in, func, true, timeout, timeUnit, DEFAULT_QUEUE_CAPACITY, asyncRetryStrategy);
    }

    private static <IN, OUT> SingleOutputStreamOperator<OUT> add(
            DataStream<IN> in,
            AsyncFunction<IN, OUT> function,
            boolean ordered,
            long timeout,
            TimeUnit timeUnit,
            int capacity,
            @Nullable AsyncRetryStrategy<OUT> retries) {
        AsyncRetryStrategy<Object> untyped = retries == null ? null : DataStream.cast(retries);
        AsyncSettings settings = new AsyncSettings(ordered, timeUnit.toMillis(timeout), capacity, untyped);
        return in.transform(
                "Async Wait", () -> new AsyncWaitOperator(FunctionCopier.copyIfMutable(function), settings));
    }
}
