/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A slice at the moment of a snapshot.
 *
 * @param keys by slot
 * @param held which slots have a key; null where all up to {@code size} have
 */
record SharedSlice(
        long end,
        int size,
        boolean holdsIntegers,
        boolean holdsObjects,
        IntFunction<Object> keys,
        long[] longs,
        @Nullable Object[] objects,
        long @Nullable [] held) {

    Object keyAt(int slot) {
        return keys.apply(slot);
    }

    /** The first slot from {@code slot} on that has a key, or -1. */
    int next(int slot) {
        if (held != null) {
            return Bits.next(held, slot);
        }
        return slot < size ? slot : -1;
    }

    /** As {@link #next(int)}, of the slots in a set, which may be of an earlier slice with the same end. */
    int next(long[] set, int slot) {
        int next = Bits.next(set, slot);
        while (next >= 0 && held != null && !Bits.has(held, next)) {
            next = Bits.next(set, next + 1);
        }
        return held != null || next < size ? next : -1;
    }
}
