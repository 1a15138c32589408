/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

import java.time.Duration;

/** Windows of elements that follow each other within a gap. */
public record EventTimeSessionWindows(long gapMillis) implements WindowAssigner {
    public EventTimeSessionWindows {
        if (gapMillis <= 0) {
            throw new IllegalArgumentException("A session gap must be longer than zero, but is " + gapMillis + " ms");
        }
    }

    public static EventTimeSessionWindows withGap(Duration gap) {
        return new EventTimeSessionWindows(gap.toMillis());
    }
}
