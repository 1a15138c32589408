/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Arrays of slices that are gone, for others of about their size: a long window gives up a slice for each that it takes
 * in, and so lives on what it has. What an array held is still in it.
 */
public final class SpareArrays {
    private final int most;
    private final Deque<int[]> ints = new ArrayDeque<>();
    private final Deque<long[]> longs = new ArrayDeque<>();

    /** @param most how many arrays of a type are kept */
    public SpareArrays(int most) {
        this.most = most;
    }

    /** An array of at least a size. */
    public int[] ints(int size) {
        int[] spare = ints.poll();
        return spare != null && fits(spare.length, size) ? spare : new int[roomFor(size)];
    }

    /** An array of at least a size. */
    public long[] longs(int size) {
        long[] spare = longs.poll();
        return spare != null && fits(spare.length, size) ? spare : new long[roomFor(size)];
    }

    /** Takes an array that nobody uses any more. */
    public void give(int[] array) {
        if (ints.size() < most && array.length > 0) {
            ints.push(array);
        }
    }

    /** Takes an array that nobody uses any more. */
    public void give(long[] array) {
        if (longs.size() < most && array.length > 0) {
            longs.push(array);
        }
    }

    /** Forgets all arrays. */
    public void clear() {
        ints.clear();
        longs.clear();
    }

    private static boolean fits(int length, int size) {
        return size <= length && length <= size + size / 8;
    }

    private static int roomFor(int size) {
        return size + size / 16;
    }
}
