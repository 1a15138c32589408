/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A set of slots, as bits in chunks that are made when they are first needed: a new set costs nothing, however many slots
 * there are, and none of its arrays is large.
 */
final class SlotSet {
    private static final int SHIFT = 12; // slots of a chunk
    private static final int WORD_MASK = (1 << (SHIFT - 6)) - 1;

    private long[] @Nullable [] chunks = new long[0] @Nullable [];

    void add(int slot) {
        int chunk = slot >>> SHIFT;
        long[] words = chunk < chunks.length ? chunks[chunk] : null;
        if (words == null) {
            words = newChunk(chunk);
        }
        words[(slot >>> 6) & WORD_MASK] |= 1L << slot;
    }

    private long[] newChunk(int chunk) {
        if (chunk >= chunks.length) {
            chunks = Arrays.copyOf(chunks, Math.max(chunk + 1, 2 * chunks.length));
        }
        long[] words = new long[WORD_MASK + 1];
        chunks[chunk] = words;
        return words;
    }

    void remove(int slot) {
        long[] words = chunkOf(slot);
        if (words != null) {
            words[(slot >>> 6) & WORD_MASK] &= ~(1L << slot);
        }
    }

    boolean contains(int slot) {
        long[] words = chunkOf(slot);
        return words != null && (words[(slot >>> 6) & WORD_MASK] & (1L << slot)) != 0;
    }

    private long @Nullable [] chunkOf(int slot) {
        int chunk = slot >>> SHIFT;
        return chunk < chunks.length ? chunks[chunk] : null;
    }

    /** The first slot from {@code slot} on that is in the set, or -1. */
    int next(int slot) {
        int first = slot;
        for (int chunk = slot >>> SHIFT; chunk < chunks.length; chunk++) {
            long[] words = chunks[chunk];
            int found = words == null ? -1 : Bits.next(words, first & ((1 << SHIFT) - 1));
            if (found >= 0) {
                return (chunk << SHIFT) + found;
            }
            first = 0;
        }
        return -1;
    }

    long size() {
        long size = 0;
        for (long[] words : chunks) {
            size += words == null ? 0 : Bits.count(words);
        }
        return size;
    }

    /** The slots of both sets, neither of which changes. */
    SlotSet union(SlotSet other) {
        SlotSet union = new SlotSet();
        union.chunks = Arrays.copyOf(chunks, Math.max(chunks.length, other.chunks.length));
        for (int chunk = 0; chunk < union.chunks.length; chunk++) {
            long[] own = union.chunks[chunk];
            long[] others = chunk < other.chunks.length ? other.chunks[chunk] : null;
            if (own != null) {
                union.chunks[chunk] = others == null ? own.clone() : Bits.or(own.clone(), others);
            } else if (others != null) {
                union.chunks[chunk] = others.clone();
            }
        }
        return union;
    }
}
