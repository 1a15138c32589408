/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for the keys of those slices that windows have taken in. A key has a number as long as one of these slices
 * holds it; some time after that, another key may get it. Slices keep numbers in place of their keys, and what a window
 * holds is in columns by number, so that a key is looked up but once in the life of its accumulator.
 *
 * <p>Nobody counts who holds a number, since that would be a visit to memory for each key of each slice. {@link SliceStore}
 * asks all slices from time to time what they hold.
 */
public final class SliceKeys {
    private static final int FEW_KEYS = 1024;
    private static final int BLOCK = 256;

    /** A pass over all that is held must not cost more than so many looks for each key that has come, */
    private static final int LOOKS_PER_NEW_KEY = 8;

    /** and one for so many numbers that windows have gone over. */
    private static final int NUMBERS_PER_LOOK = 8;

    private static final long FEW_LOOKS = (long) FEW_KEYS * LOOKS_PER_NEW_KEY;

    private SliceIndex index = new SliceIndex(0);
    private long visits; // numbers that windows have gone over since it was asked what is held
    private int keysThen;
    private long looksNeeded = FEW_LOOKS;

    SliceKeys() {}

    /** One more than the highest number: how long columns must be. */
    public int limit() {
        return index.size();
    }

    /** The number of a key, or -1. */
    public int find(Object key) {
        return index.find(key);
    }

    /** The key that has a number, of the type in which it came. */
    public Object keyOf(int number) {
        return index.keyAt(number);
    }

    /** The number of a key, which gets one if it has none. */
    int numberOf(long key) {
        return index.slotOf(key);
    }

    int numberOf(Object key) {
        return index.slotOf(key);
    }

    /** The numbers of those keys that are easily found, and -1 for others; see {@link SliceIndex#look}. */
    void look(long[] keys, int from, int until, int[] numbers) {
        index.look(keys, from, until, numbers);
    }

    /** The numbers of keys, from a slot up to another. */
    void number(long[] keys, int from, int until, int[] numbers) {
        for (int first = from; first < until; first += BLOCK) {
            int end = Math.min(until, first + BLOCK);
            index.look(keys, first, end, numbers);
            for (int slot = first; slot < end; slot++) {
                if (numbers[slot] < 0) {
                    numbers[slot] = index.slotOf(keys[slot]);
                }
            }
        }
    }

    /** A window goes over all numbers. */
    void visited() {
        visits += index.size();
    }

    /** Whether it may be worth the work to ask all slices what they hold. */
    boolean isLookDue() {
        long keysSince = (long) index.count() - keysThen;
        return keysSince * LOOKS_PER_NEW_KEY + visits / NUMBERS_PER_LOOK >= looksNeeded;
    }

    /** Whether it is, where the work is to look at so many numbers. */
    boolean isWorth(long looks) {
        looksNeeded = Math.max(FEW_LOOKS, looks);
        return isLookDue();
    }

    /**
     * Takes back the numbers that are not in a set. Where these are most, all keys get new numbers, without gaps.
     *
     * @return the new numbers by the old; null where keys keep theirs
     */
    int @Nullable [] keepOnly(long[] held) {
        int count = (int) Bits.count(held);
        int[] newNumbers = null;
        if (index.size() - count > Math.max(FEW_KEYS, index.size() / 2)) {
            newNumbers = compact(held, count);
        } else if (count < index.count()) {
            index.keepOnly(held);
        }
        visits = 0;
        keysThen = count;
        return newNumbers;
    }

    private int[] compact(long[] held, int count) {
        SliceIndex compact = new SliceIndex(count);
        int[] newNumbers = new int[index.size()];
        for (int old = Bits.next(held, 0); old >= 0; old = Bits.next(held, old + 1)) {
            newNumbers[old] = compact.slotOf(index.keyAt(old));
        }
        index = compact;
        return newNumbers;
    }

    boolean holdsIntegers() {
        return index.holdsIntegers();
    }

    boolean holdsObjects() {
        return index.holdsObjects();
    }

    /** The keys by number, as they are now; for numbers that slices hold now. */
    IntFunction<Object> share() {
        return index.share();
    }

    long sizeBytes() {
        return index.sizeBytes();
    }
}
