/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.async;

import java.util.Collection;

/**
 * Takes the answer to one request. May be called from any thread, also after the job has ended. Only the first call
 * counts; further ones have no effect.
 */
public interface ResultFuture<OUT> {
    /** Completes the request with any number of results, none included. The collection must not change any more. */
    void complete(Collection<OUT> result);

    /** Completes the request with an error, which fails the job unless a retry strategy says otherwise. */
    void completeExceptionally(Throwable error);

    /** Completes the request with results that are made on the task's thread; what the supplier throws is an error. */
    void complete(CollectionSupplier<OUT> supplier);
}
