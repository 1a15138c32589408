/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.window;

/** An evictor that works either before the window's function, or behind it. */
abstract class BuiltInEvictor<T, W extends Window> implements Evictor<T, W> {
    private static final long serialVersionUID = 1L;

    private final boolean doEvictAfter;

    BuiltInEvictor(boolean doEvictAfter) {
        this.doEvictAfter = doEvictAfter;
    }

    abstract void evict(Iterable<TimestampedValue<T>> elements, int size);

    @Override
    public final void evictBefore(
            Iterable<TimestampedValue<T>> elements, int size, W window, EvictorContext evictorContext) {
        if (!doEvictAfter) {
            evict(elements, size);
        }
    }

    @Override
    public final void evictAfter(
            Iterable<TimestampedValue<T>> elements, int size, W window, EvictorContext evictorContext) {
        if (doEvictAfter) {
            evict(elements, size);
        }
    }
}
