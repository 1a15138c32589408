/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.async.AsyncRetryStrategy;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How requests are made.
 *
 * @param ordered whether results come in the order of the elements that asked for them
 * @param timeoutMillis from the first attempt to the answer, in processing time; 0 for no timeout
 * @param capacity the most requests that are under way at once
 * @param retries null where there is only one attempt
 */
public record AsyncSettings(
        boolean ordered,
        long timeoutMillis,
        int capacity,
        @Nullable AsyncRetryStrategy<Object> retries) implements Serializable {

    /** @throws IllegalArgumentException if a number is too low */
    public AsyncSettings {
        if (capacity < 1) {
            throw new IllegalArgumentException(
                    "The capacity of asynchronous requests is " + capacity + "; it must be at least 1");
        }
        if (timeoutMillis < 0) {
            throw new IllegalArgumentException("The timeout of asynchronous requests is " + timeoutMillis
                    + " ms; it must be positive, or 0 for no timeout");
        }
        if (retries != null && timeoutMillis == 0) {
            throw new IllegalArgumentException(
                    "Asynchronous requests with retries need a timeout, which covers all attempts of a request");
        }
    }
}
