/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.util.Arrays;

/**
 * Object key → slot: as {@link LongKeyIndex}, but a place holds {@code hash << 32 | slot + 1} and the keys themselves
 * stay in their column, where they are looked at only when the hashes are equal.
 */
final class ObjectKeyIndex {
    private static final int FIRST_CAPACITY = 32;
    private static final int MAX_DEPTH = 20;

    private final SlotKeys keys;
    private long[][] directory;
    private int shift = Integer.SIZE - 1; // the directory has 2^(32 - shift) entries
    private int largestMove;

    @SuppressWarnings("UnusedVariable") // written, so that the look is not left out whose result it is
    private long fetched;

    private long segmentBytes; // counted as they come: a pass over a large index would take a millisecond

    /**
     * @param keys the keys by slot
     */
    ObjectKeyIndex(SlotKeys keys) {
        this.keys = keys;
        long[] segment = newSegment(FIRST_CAPACITY, 0);
        segmentBytes = 8L * segment.length;
        directory = new long[][] {segment, segment};
    }

    private static int hash(Object key) {
        int hash = key.hashCode() * 0x9E3779B9;
        hash ^= hash >>> 16;
        return hash * 0x85EBCA6B;
    }

    /** The slot of a key, or -1. */
    int find(Object key) {
        int hash = hash(key);
        long[] segment = directory[hash >>> shift];
        int mask = mask(segment);
        for (int place = hash & mask; ; place = (place + 1) & mask) {
            long entry = segment[place];
            if (entry == 0) {
                return -1;
            }
            if ((int) (entry >>> 32) == hash && keys.isKey((int) entry - 1, key)) {
                return (int) entry - 1;
            }
        }
    }

    /** As {@link KeyedStore#touch(RowView)}. */
    int touch(Object key) {
        int hash = hash(key);
        long[] segment = directory[hash >>> shift];
        long entry = segment[hash & mask(segment)];
        int slot = (int) entry - 1; // -1 where nothing is, which a hash of 0 looks like
        if (slot < 0 || (int) (entry >>> 32) != hash) {
            return -1;
        }
        fetched = keys.touch(slot);
        return slot;
    }

    /** Adds a key that is not there. */
    void insert(Object key, int slot) {
        int hash = hash(key);
        long[] segment = directory[hash >>> shift];
        while (isFull(segment)) {
            makeRoom(segment, hash);
            segment = directory[hash >>> shift];
        }
        put(segment, ((long) hash << 32) | (slot + 1));
    }

    /** Removes a key that is there, at its slot. */
    void remove(Object key, int slot) {
        int hash = hash(key);
        long[] segment = directory[hash >>> shift];
        int mask = mask(segment);
        int hole = hash & mask;
        while ((int) segment[hole] != slot + 1) {
            hole = (hole + 1) & mask;
        }
        for (int next = (hole + 1) & mask; segment[next] != 0; next = (next + 1) & mask) {
            int home = (int) (segment[next] >>> 32) & mask;
            if (((next - home) & mask) >= ((next - hole) & mask)) {
                segment[hole] = segment[next];
                hole = next;
            }
        }
        segment[hole] = 0;
        segment[segment.length - 2]--;
    }

    /** The most entries that one operation ever moved. */
    int largestMove() {
        return largestMove;
    }

    long sizeBytes() {
        return 4L * directory.length + segmentBytes;
    }

    private void makeRoom(long[] segment, int hash) {
        int depth = (int) segment[segment.length - 1];
        int capacity = mask(segment) + 1;
        largestMove = Math.max(largestMove, (int) segment[segment.length - 2]);
        if (capacity < LongKeyIndex.SEGMENT_CAPACITY || depth == MAX_DEPTH) {
            long[] larger = newSegment(capacity * 2, depth);
            move(segment, larger, larger, 0);
            replace(hash, depth, larger, larger);
            segmentBytes += 8L * (larger.length - segment.length);
            return;
        }
        if (depth == Integer.SIZE - shift) {
            doubleDirectory();
        }
        int bit = 1 << (Integer.SIZE - 1 - depth);
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

    private void replace(int hash, int depth, long[] zeros, long[] ones) {
        int span = 1 << (Integer.SIZE - shift - depth);
        int first = (hash >>> shift) & -span;
        Arrays.fill(directory, first, first + span / 2, zeros);
        Arrays.fill(directory, first + span / 2, first + span, ones);
    }

    private static void move(long[] source, long[] zeros, long[] ones, int bit) {
        for (int i = 0; i < source.length - 2; i++) {
            if (source[i] != 0) {
                put(((int) (source[i] >>> 32) & bit) == 0 ? zeros : ones, source[i]);
            }
        }
    }

    private static void put(long[] segment, long entry) {
        int mask = mask(segment);
        int place = (int) (entry >>> 32) & mask;
        while (segment[place] != 0) {
            place = (place + 1) & mask;
        }
        segment[place] = entry;
        segment[segment.length - 2]++;
    }

    private static long[] newSegment(int capacity, int depth) {
        long[] segment = new long[capacity + 2];
        segment[capacity + 1] = depth;
        return segment;
    }

    private static boolean isFull(long[] segment) {
        return segment[segment.length - 2] * 10 >= (mask(segment) + 1) * 6L;
    }

    private static int mask(long[] segment) {
        return segment.length - 3;
    }
}
