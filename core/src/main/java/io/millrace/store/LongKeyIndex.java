/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.util.Arrays;

/**
 * Long key → slot: open addressing in segments, so that growing never moves more than one segment.
 *
 * <p>The top bits of a key's hash choose a segment through the directory, the middle bits the first place to look. A
 * segment is one array: {@code [key, slot + 1]} pairs (0 for a free place, probed linearly), then its count and its
 * depth, that is how many top bits all its keys share. A full segment doubles until it has {@link #SEGMENT_CAPACITY}
 * places, then splits in two by the next bit (extendible hashing).
 */
final class LongKeyIndex {
    static final int SEGMENT_CAPACITY = 2048;
    private static final int FIRST_CAPACITY = 32;
    private static final int MAX_DEPTH = 22;

    private long[][] directory;
    private int shift = Long.SIZE - 1; // the directory has 2^(64 - shift) entries
    private int largestMove;
    private long segmentBytes; // counted as they come: a pass over a large index would take a millisecond

    LongKeyIndex() {
        long[] segment = newSegment(FIRST_CAPACITY, 0);
        segmentBytes = 8L * segment.length;
        directory = new long[][] {segment, segment};
    }

    private static long hash(long key) {
        long hash = key * 0x9E3779B97F4A7C15L;
        hash ^= hash >>> 32;
        return hash * 0xD6E8FEB86659FD93L;
    }

    private static int place(long hash, int mask) {
        return (int) (hash >>> 24) & mask;
    }

    /** The slot of a key, or -1. */
    int find(long key) {
        long hash = hash(key);
        long[] segment = directory[(int) (hash >>> shift)];
        int mask = mask(segment);
        for (int place = place(hash, mask); ; place = (place + 1) & mask) {
            long slot = segment[2 * place + 1];
            if (slot == 0 || segment[2 * place] == key) {
                return (int) slot - 1;
            }
        }
    }

    /** As {@link KeyedStore#touch(long)}. */
    int touch(long key) {
        long hash = hash(key);
        long[] segment = directory[(int) (hash >>> shift)];
        int place = place(hash, mask(segment));
        int slot = (int) segment[2 * place + 1] - 1;
        return segment[2 * place] == key ? slot : -1;
    }

    /** Adds a key that is not there. */
    void insert(long key, int slot) {
        long hash = hash(key);
        long[] segment = directory[(int) (hash >>> shift)];
        while (isFull(segment)) {
            makeRoom(segment, hash);
            segment = directory[(int) (hash >>> shift)];
        }
        put(segment, hash, key, slot + 1L);
    }

    /** Removes a key that is there. */
    void remove(long key) {
        long hash = hash(key);
        long[] segment = directory[(int) (hash >>> shift)];
        int mask = mask(segment);
        int hole = place(hash, mask);
        while (segment[2 * hole] != key || segment[2 * hole + 1] == 0) {
            hole = (hole + 1) & mask;
        }
        // Close the gap: move up whatever could no longer be found behind it.
        for (int next = (hole + 1) & mask; segment[2 * next + 1] != 0; next = (next + 1) & mask) {
            int home = place(hash(segment[2 * next]), mask);
            if (((next - home) & mask) >= ((next - hole) & mask)) {
                segment[2 * hole] = segment[2 * next];
                segment[2 * hole + 1] = segment[2 * next + 1];
                hole = next;
            }
        }
        segment[2 * hole] = 0;
        segment[2 * hole + 1] = 0;
        segment[segment.length - 2]--;
    }

    /** The most entries that one operation ever moved. */
    int largestMove() {
        return largestMove;
    }

    long sizeBytes() {
        return 4L * directory.length + segmentBytes;
    }

    private void makeRoom(long[] segment, long hash) {
        int depth = depth(segment);
        int capacity = mask(segment) + 1;
        largestMove = Math.max(largestMove, (int) segment[segment.length - 2]);
        if (capacity < SEGMENT_CAPACITY || depth == MAX_DEPTH) {
            long[] larger = newSegment(capacity * 2, depth);
            move(segment, larger, larger, 0);
            replace(hash, depth, larger, larger);
            segmentBytes += 8L * (larger.length - segment.length);
            return;
        }
        if (depth == Long.SIZE - shift) {
            doubleDirectory();
        }
        long bit = 1L << (Long.SIZE - 1 - depth);
        long[] zeros = newSegment(capacity, depth + 1);
        long[] ones = newSegment(capacity, depth + 1);
        move(segment, zeros, ones, bit);
        replace(hash, depth, zeros, ones);
        segmentBytes += 8L * segment.length;
    }

    private void doubleDirectory() {
        long[][] doubled = new long[directory.length * 2][];
        for (int i = 0; i < doubled.length; i++) {
            doubled[i] = directory[i >> 1];
        }
        directory = doubled;
        shift--;
    }

    /** Points the directory entries that share the hash's first {@code depth} bits at new segments, half and half. */
    private void replace(long hash, int depth, long[] zeros, long[] ones) {
        int span = 1 << (Long.SIZE - shift - depth);
        int first = (int) (hash >>> shift) & -span;
        Arrays.fill(directory, first, first + span / 2, zeros);
        Arrays.fill(directory, first + span / 2, first + span, ones);
    }

    private static void move(long[] source, long[] zeros, long[] ones, long bit) {
        for (int i = 0; i < source.length - 2; i += 2) {
            if (source[i + 1] != 0) {
                long hash = hash(source[i]);
                put((hash & bit) == 0 ? zeros : ones, hash, source[i], source[i + 1]);
            }
        }
    }

    private static void put(long[] segment, long hash, long key, long slotPlusOne) {
        int mask = mask(segment);
        int place = place(hash, mask);
        while (segment[2 * place + 1] != 0) {
            place = (place + 1) & mask;
        }
        segment[2 * place] = key;
        segment[2 * place + 1] = slotPlusOne;
        segment[segment.length - 2]++;
    }

    private static long[] newSegment(int capacity, int depth) {
        long[] segment = new long[2 * capacity + 2];
        segment[2 * capacity + 1] = depth;
        return segment;
    }

    private static boolean isFull(long[] segment) {
        return segment[segment.length - 2] * 10 >= (mask(segment) + 1) * 6L;
    }

    private static int mask(long[] segment) {
        return (segment.length >> 1) - 2;
    }

    private static int depth(long[] segment) {
        return (int) segment[segment.length - 1];
    }
}
