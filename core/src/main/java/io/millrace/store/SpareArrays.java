/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Arrays of slices that are gone, for others of about their size: a long window gives up a slice for each that it takes
 * in, and so lives on what it has. What an array held is still in it.
 */
final class SpareArrays {
    private static final int MAX_SPARE = 8;

    private final Deque<int[]> ints = new ArrayDeque<>();
    private final Deque<long[]> longs = new ArrayDeque<>();

    int[] ints(int size) {
        int[] spare = ints.poll();
        return spare != null && fits(spare.length, size) ? spare : new int[roomFor(size)];
    }

    long[] longs(int size) {
        long[] spare = longs.poll();
        return spare != null && fits(spare.length, size) ? spare : new long[roomFor(size)];
    }

    void give(int[] array) {
        if (ints.size() < MAX_SPARE && array.length > 0) {
            ints.push(array);
        }
    }

    void give(long[] array) {
        if (longs.size() < MAX_SPARE && array.length > 0) {
            longs.push(array);
        }
    }

    private static boolean fits(int length, int size) {
        return size <= length && length <= size + size / 8;
    }

    private static int roomFor(int size) {
        return size + size / 16;
    }
}
