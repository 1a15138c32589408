/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

import java.time.Duration;

/** Windows of a fixed size, one starting at each slide. */
public record SlidingEventTimeWindows(long sizeMillis, long slideMillis, long offsetMillis) implements WindowAssigner {
    public SlidingEventTimeWindows {
        if (sizeMillis <= 0 || slideMillis <= 0 || Math.abs(offsetMillis) >= slideMillis) {
            throw new IllegalArgumentException(
                    "A sliding window needs size > 0, slide > 0 and |offset| < slide, but got size " + sizeMillis
                            + " ms, slide " + slideMillis + " ms and offset " + offsetMillis + " ms");
        }
    }

    public static SlidingEventTimeWindows of(Duration size, Duration slide) {
        return of(size, slide, Duration.ZERO);
    }

    public static SlidingEventTimeWindows of(Duration size, Duration slide, Duration offset) {
        return new SlidingEventTimeWindows(size.toMillis(), slide.toMillis(), offset.toMillis());
    }
}
