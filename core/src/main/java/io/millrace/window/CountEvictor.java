/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

import java.util.Iterator;

/** Keeps the last elements of a window, up to a number. */
public final class CountEvictor<W extends Window> extends BuiltInEvictor<Object, W> {
    private static final long serialVersionUID = 1L;

    private final long maxCount;

    private CountEvictor(long maxCount, boolean doEvictAfter) {
        super(doEvictAfter);
        if (maxCount < 0) {
            throw new IllegalArgumentException("A count must not be negative, but is " + maxCount);
        }
        this.maxCount = maxCount;
    }

    /** Keeps the last {@code maxCount} elements; evicts before the function. */
    public static <W extends Window> CountEvictor<W> of(long maxCount) {
        return of(maxCount, false);
    }

    public static <W extends Window> CountEvictor<W> of(long maxCount, boolean doEvictAfter) {
        return new CountEvictor<>(maxCount, doEvictAfter);
    }

    @Override
    void evict(Iterable<TimestampedValue<Object>> elements, int size) {
        Iterator<TimestampedValue<Object>> iterator = elements.iterator();
        for (long surplus = size - maxCount; surplus > 0; surplus--) {
            iterator.next();
            iterator.remove();
        }
    }

    @Override
    public String toString() {
        return "CountEvictor(" + maxCount + ")";
    }
}
