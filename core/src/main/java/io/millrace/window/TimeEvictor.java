/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

import java.time.Duration;
import java.util.Iterator;

/** Keeps the elements of a window whose timestamps are less than a time behind the latest. */
public final class TimeEvictor<W extends Window> extends BuiltInEvictor<Object, W> {
    private static final long serialVersionUID = 1L;

    private final long windowSize;

    private TimeEvictor(long windowSize, boolean doEvictAfter) {
        super(doEvictAfter);
        this.windowSize = windowSize;
    }

    /** Evicts before the function. */
    public static <W extends Window> TimeEvictor<W> of(Duration windowSize) {
        return of(windowSize, false);
    }

    public static <W extends Window> TimeEvictor<W> of(Duration windowSize, boolean doEvictAfter) {
        return new TimeEvictor<>(windowSize.toMillis(), doEvictAfter);
    }

    @Override
    void evict(Iterable<TimestampedValue<Object>> elements, int size) {
        if (size == 0 || !elements.iterator().next().hasTimestamp()) {
            return;
        }
        long latest = Long.MIN_VALUE;
        for (TimestampedValue<Object> element : elements) {
            latest = Math.max(latest, element.getTimestamp());
        }
        long cutoff = latest - windowSize;
        for (Iterator<TimestampedValue<Object>> iterator = elements.iterator(); iterator.hasNext(); ) {
            if (iterator.next().getTimestamp() <= cutoff) {
                iterator.remove();
            }
        }
    }

    @Override
    public String toString() {
        return "TimeEvictor(" + windowSize + ")";
    }
}
