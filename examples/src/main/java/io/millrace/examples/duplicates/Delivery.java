/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.duplicates;

import java.time.Instant;

/**
 * A message of a queue.
 *
 * @param attempt 1 for the first delivery, one more for each repetition
 */
public record Delivery(String orderId, long cents, int attempt, Instant time) {
    long timeMillis() {
        return time.toEpochMilli();
    }
}
