/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

import java.time.Duration;

/** Windows of a fixed size that do not overlap. */
public record TumblingEventTimeWindows(long sizeMillis, long offsetMillis) implements WindowAssigner {
    public TumblingEventTimeWindows {
        if (sizeMillis <= 0 || Math.abs(offsetMillis) >= sizeMillis) {
            throw new IllegalArgumentException("A tumbling window needs size > 0 and |offset| < size, but got size "
                    + sizeMillis + " ms and offset " + offsetMillis + " ms");
        }
    }

    public static TumblingEventTimeWindows of(Duration size) {
        return of(size, Duration.ZERO);
    }

    public static TumblingEventTimeWindows of(Duration size, Duration offset) {
        return new TumblingEventTimeWindows(size.toMillis(), offset.toMillis());
    }
}
