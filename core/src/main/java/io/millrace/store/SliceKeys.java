/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for the keys of those slices that windows have taken in. A key has a number as long as one of these slices
 * holds it; then another key may get it. Slices keep numbers in place of their keys, and what a window holds is in columns
 * by number, so that a key is looked up but once in the life of its accumulator.
 */
public final class SliceKeys {
    private static final int FEW_KEYS = 1024;
    private static final int BLOCK = 256;

    private final OpenSnapshots snapshots;
    private KeySlots slots;
    private int[] slices = new int[16]; // by number: how many slices hold the key

    SliceKeys(OpenSnapshots snapshots) {
        this.snapshots = snapshots;
        this.slots = new KeySlots(snapshots);
    }

    /** One more than the highest number: how long columns must be. */
    public int limit() {
        return slots.slotCount();
    }

    /** The number of a key, or -1. */
    public int find(Object key) {
        return slots.find(key);
    }

    /** The key that has a number, of the type in which it came. */
    public Object keyOf(int number) {
        return slots.keyOf(number);
    }

    /** The numbers of keys, from a slot up to another, that one more slice holds. */
    void hold(long[] keys, int from, int until, int[] numbers) {
        for (int first = from; first < until; first += BLOCK) {
            int end = Math.min(until, first + BLOCK);
            slots.look(keys, first, end, numbers);
            for (int slot = first; slot < end; slot++) {
                numbers[slot] = numbers[slot] >= 0 ? held(numbers[slot]) : hold(keys[slot]);
            }
        }
    }

    private int hold(long key) {
        int number = slots.find(key);
        return held(number >= 0 ? number : slots.add(key));
    }

    /** The number of a key that one more slice holds. */
    int hold(Object key) {
        int number = slots.find(key);
        return held(number >= 0 ? number : slots.add(key));
    }

    private int held(int number) {
        if (number >= slices.length) {
            slices = Arrays.copyOf(slices, 2 * number);
        }
        slices[number]++;
        return number;
    }

    /** One slice less holds the key. */
    void release(int number) {
        if (--slices[number] == 0) {
            slots.free(number);
        }
    }

    /** Gives all keys new numbers, without gaps, where most numbers are not in use. Returns them by the old, or null. */
    int @Nullable [] compact() {
        int limit = slots.slotCount();
        if (limit - slots.size() <= Math.max(FEW_KEYS, limit / 2)) {
            return null;
        }
        KeySlots compact = new KeySlots(snapshots);
        int[] counts = new int[Math.max(16, slots.size())];
        int[] numbers = new int[limit];
        for (int old = 0; old < limit; old++) {
            if (slots.isLive(old)) {
                int number = compact.add(slots.keyOf(old));
                numbers[old] = number;
                counts[number] = slices[old];
            }
        }
        slots = compact;
        slices = counts;
        return numbers;
    }

    SharedKeys share() {
        return slots.share();
    }

    long sizeBytes() {
        return slots.sizeBytes() + 4L * slices.length;
    }
}
