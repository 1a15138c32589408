/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

import java.util.Iterator;

/** Keeps the elements of a window that are nearer than a threshold to the last. */
public final class DeltaEvictor<T, W extends Window> extends BuiltInEvictor<T, W> {
    private static final long serialVersionUID = 1L;

    private final DeltaFunction<T> deltaFunction;
    private final double threshold;

    private DeltaEvictor(double threshold, DeltaFunction<T> deltaFunction, boolean doEvictAfter) {
        super(doEvictAfter);
        this.deltaFunction = deltaFunction;
        this.threshold = threshold;
    }

    /** Evicts before the function. */
    public static <T, W extends Window> DeltaEvictor<T, W> of(double threshold, DeltaFunction<T> deltaFunction) {
        return of(threshold, deltaFunction, false);
    }

    public static <T, W extends Window> DeltaEvictor<T, W> of(
            double threshold, DeltaFunction<T> deltaFunction, boolean doEvictAfter) {
        return new DeltaEvictor<>(threshold, deltaFunction, doEvictAfter);
    }

    @Override
    void evict(Iterable<TimestampedValue<T>> elements, int size) {
        TimestampedValue<T> last = null;
        for (TimestampedValue<T> element : elements) {
            last = element;
        }
        if (last == null) {
            return;
        }
        for (Iterator<TimestampedValue<T>> iterator = elements.iterator(); iterator.hasNext(); ) {
            if (deltaFunction.getDelta(iterator.next().getValue(), last.getValue()) >= threshold) {
                iterator.remove();
            }
        }
    }

    @Override
    public String toString() {
        return "DeltaEvictor(" + deltaFunction + ", " + threshold + ")";
    }
}
