/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.async;

import io.millrace.function.Function;
import java.util.concurrent.TimeoutException;

/**
 * Starts a request for each element, whose answer comes later through a {@link ResultFuture}, from any thread.
 *
 * <p>After a failure the requests that were under way are started again, so each may be made more than once; results
 * are still emitted once. See {@code AsyncDataStream}.
 */
@FunctionalInterface
public interface AsyncFunction<IN, OUT> extends Function {
    /**
     * Starts the request. Must not wait for its answer: the task stands still meanwhile. What it throws fails the job.
     *
     * @param resultFuture takes the answer, once
     */
    void asyncInvoke(IN input, ResultFuture<OUT> resultFuture) throws Exception;

    /**
     * Called when the request was not completed in time. Unless it is overridden, the job fails.
     *
     * @param resultFuture takes what shall stand for the answer; a request that is never completed holds back what comes
     *     behind it for ever
     */
    default void timeout(IN input, ResultFuture<OUT> resultFuture) throws Exception {
        resultFuture.completeExceptionally(
                new TimeoutException("The asynchronous request was not completed before its timeout."
                        + " Raise the timeout, or override AsyncFunction.timeout to emit something instead."));
    }
}
