/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.loop;

import java.util.Arrays;

/** Counts per key in an open-addressing table: linear probing, power-of-two capacity, at most half full. */
final class LongCounts {

    /** Marks a free slot; NEXMark ids start at 1000. */
    private static final long FREE = 0;

    private long[] keys = new long[1024];
    private long[] counts = new long[1024];
    private int size;

    /** Adds to the count of a key and gives the new count. */
    long add(long key, long count) {
        int mask = keys.length - 1;
        int slot = HashSlot.of(key, mask);
        while (keys[slot] != key) {
            if (keys[slot] == FREE) {
                return insert(slot, key, count);
            }
            slot = slot + 1 & mask;
        }
        return counts[slot] += count;
    }

    /** The count of a key, 0 if it has none. */
    long count(long key) {
        int mask = keys.length - 1;
        int slot = HashSlot.of(key, mask);
        while (keys[slot] != key) {
            if (keys[slot] == FREE) {
                return 0;
            }
            slot = slot + 1 & mask;
        }
        return counts[slot];
    }

    private long insert(int slot, long key, long count) {
        keys[slot] = key;
        counts[slot] = count;
        if (++size * 2 > keys.length) {
            grow();
        }
        return count;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldCounts = counts;
        keys = new long[oldKeys.length * 2];
        counts = new long[oldKeys.length * 2];
        size = 0;
        for (int slot = 0; slot < oldKeys.length; slot++) {
            if (oldKeys[slot] != FREE) {
                add(oldKeys[slot], oldCounts[slot]);
            }
        }
    }

    /** The first occupied slot, or -1. */
    int firstSlot() {
        return slotAfter(-1);
    }

    /** The next occupied slot, or -1. */
    int slotAfter(int slot) {
        for (int next = slot + 1; next < keys.length; next++) {
            if (keys[next] != FREE) {
                return next;
            }
        }
        return -1;
    }

    long keyAt(int slot) {
        return keys[slot];
    }

    long countAt(int slot) {
        return counts[slot];
    }

    void clear() {
        Arrays.fill(keys, FREE);
        size = 0;
    }
}
