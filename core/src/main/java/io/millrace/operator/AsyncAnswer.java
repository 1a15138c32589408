/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.async.CollectionSupplier;
import io.millrace.async.ResultFuture;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What users' threads hold of one attempt of a request: the first call writes a letter to the operator. */
final class AsyncAnswer implements ResultFuture<Object> {
    private final Mailbox mailbox;
    private final AsyncRequest request;
    private final AtomicBoolean given = new AtomicBoolean();

    AsyncAnswer(Mailbox mailbox, AsyncRequest request) {
        this.mailbox = mailbox;
        this.request = request;
    }

    /** The letter: just one of results, a supplier of them, or an error. */
    record Completion(
            AsyncAnswer answer,
            @Nullable Collection<?> results,
            @Nullable CollectionSupplier<?> supplier,
            @Nullable Throwable error) {}

    /** For the operator alone. */
    AsyncRequest request() {
        return request;
    }

    boolean isGiven() {
        return given.get();
    }

    @Override
    public void complete(Collection<Object> result) {
        Objects.requireNonNull(result, "The result of an asynchronous request is null; for no results, give none");
        give(new Completion(this, result, null, null));
    }

    @Override
    public void complete(CollectionSupplier<Object> supplier) {
        Objects.requireNonNull(supplier, "The supplier of an asynchronous result is null");
        give(new Completion(this, null, supplier, null));
    }

    @Override
    public void completeExceptionally(Throwable error) {
        Objects.requireNonNull(error, "The error of an asynchronous request is null");
        give(new Completion(this, null, null, error));
    }

    private void give(Completion completion) {
        if (given.compareAndSet(false, true)) {
            mailbox.post(completion);
        }
    }
}
