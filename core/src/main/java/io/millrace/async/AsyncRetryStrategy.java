/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.async;

import java.io.Serializable;

/** Whether and when a request that did not succeed is made again. Shared by all tasks, so it must not change. */
public interface AsyncRetryStrategy<OUT> extends Serializable {
    /**
     * Returns whether there may be another attempt.
     *
     * @param currentAttempts how many there were, at least 1
     */
    boolean canRetry(int currentAttempts);

    /**
     * Returns how long to wait for the next attempt, in milliseconds of processing time.
     *
     * @param currentAttempts how many there were, at least 1
     */
    long getBackoffTimeMillis(int currentAttempts);

    /** Returns which outcomes call for another attempt. */
    AsyncRetryPredicate<OUT> getRetryPredicate();
}
