/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

import java.util.ArrayList;
import java.util.List;

/** Windows of a size, one starting at each slide: what assigners of both times have in common. */
final class Aligned {
    private Aligned() {}

    static void check(String kind, long size, long slide, long offset) {
        if (size <= 0 || slide <= 0 || Math.abs(offset) >= slide) {
            throw new IllegalArgumentException("A " + kind + " window needs size > 0, slide > 0 and |offset| < slide"
                    + " (the slide of a tumbling window is its size), but got size " + size + " ms, slide " + slide
                    + " ms and offset " + offset + " ms");
        }
    }

    /** Returns the windows that hold a time, the latest first; none where it lies between two of them. */
    static List<TimeWindow> windows(long time, long size, long slide, long offset) {
        if (size == slide) {
            long start = TimeWindow.getWindowStartWithOffset(time, offset, size);
            return List.of(new TimeWindow(start, start + size));
        }
        List<TimeWindow> windows = new ArrayList<>((int) Math.min(size / slide + 1, 1024));
        for (long start = TimeWindow.getWindowStartWithOffset(time, offset, slide);
                start > time - size;
                start -= slide) {
            windows.add(new TimeWindow(start, start + size));
        }
        return windows;
    }
}
