/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.clicks;

import java.time.Instant;

/** A user looked at a page. */
public record Click(String user, String page, Instant time) {
    long timeMillis() {
        return time.toEpochMilli();
    }
}
