/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.clicks;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Clicks of one user without a pause of {@link ClickSessions#GAP} between them.
 *
 * @param last when the last click was
 * @param bought whether the user came to the checkout
 */
public record Visit(String user, Instant start, Instant last, long clicks, boolean bought) {
    Duration duration() {
        return Duration.between(start, last);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s  %-6s %2d clicks in %3d min%s",
                start,
                user,
                clicks,
                duration().toMinutes(),
                bought ? ", bought" : "");
    }
}
