/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.fraud;

import java.time.Instant;

/** A payment with a card. */
public record Payment(long id, String card, long cents, Instant time) {
    long timeMillis() {
        return time.toEpochMilli();
    }
}
