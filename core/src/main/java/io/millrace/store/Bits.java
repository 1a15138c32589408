/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.util.Arrays;

/** Sets of slots as bits. */
final class Bits {
    private Bits() {}

    /** The first slot from {@code slot} on that is in the set, or -1. */
    static int next(long[] set, int slot) {
        int word = slot >>> 6;
        if (word >= set.length) {
            return -1;
        }
        long bits = set[word] & (-1L << slot);
        while (bits == 0) {
            if (++word == set.length) {
                return -1;
            }
            bits = set[word];
        }
        return (word << 6) + Long.numberOfTrailingZeros(bits);
    }

    static boolean has(long[] set, int slot) {
        int word = slot >>> 6;
        return word < set.length && (set[word] & (1L << slot)) != 0;
    }

    /** Adds a slot; returns the same array where it has the room. */
    static long[] with(long[] set, int slot) {
        int word = slot >>> 6;
        long[] roomy = word < set.length ? set : Arrays.copyOf(set, Math.max(word + 1, 2 * set.length));
        roomy[word] |= 1L << slot;
        return roomy;
    }

    static void clear(long[] set, int slot) {
        int word = slot >>> 6;
        if (word < set.length) {
            set[word] &= ~(1L << slot);
        }
    }

    static long count(long[] set) {
        long count = 0;
        for (long bits : set) {
            count += Long.bitCount(bits);
        }
        return count;
    }

    /** Adds another set to one; returns the same array where it has the room. */
    static long[] or(long[] set, long[] other) {
        long[] union = set.length < other.length ? Arrays.copyOf(set, other.length) : set;
        for (int word = 0; word < other.length; word++) {
            union[word] |= other[word];
        }
        return union;
    }
}
