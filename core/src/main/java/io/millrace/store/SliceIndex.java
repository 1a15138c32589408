/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Keys and their slots, found by open addressing. Slots are given from 0 on in order of insertion; those whose keys were
 * forgotten are given again first.
 *
 * <p>Long and Integer keys are kept unboxed, as long as all keys are of the one type. The key of a slot does not change
 * until {@link #keepOnly}, which copies, so snapshots share the keys as they are.
 */
final class SliceIndex {
    private static final int FIRST_CAPACITY = 16;
    private static final int SMALL_CAPACITY = 1024;

    /** A great index with a smaller part in use than one in eight is not worth clearing. */
    private static final int MOST_UNUSED_SHIFT = 3;

    private static final Object[] NO_OBJECTS = new Object[0];
    private static final long[] NO_LONGS = new long[0];
    private static final int[] NO_SPARES = new int[0];

    private enum KeyKind {
        NONE,
        LONG,
        INTEGER,
        OBJECT
    }

    private KeyKind keyKind = KeyKind.NONE;
    private int size; // slots that were ever given
    private int capacity;
    private int[] spares = NO_SPARES; // slots to be given again, the last one first
    private int spareCount;
    private int[] places; // slot + 1
    private long[] longKeys;
    private Object[] objectKeys = NO_OBJECTS;

    /** @param expectedSize how many keys to have room for at once */
    SliceIndex(int expectedSize) {
        capacity =
                Math.max(FIRST_CAPACITY, Integer.highestOneBit(Math.max(1, Math.min(expectedSize, 1 << 29) - 1)) * 2);
        places = new int[2 * capacity];
        longKeys = new long[capacity];
    }

    /** One more than the highest slot. */
    int size() {
        return size;
    }

    /** How many keys there are. */
    int count() {
        return size - spareCount;
    }

    /** How many keys there is room for, before the next move to a greater index. */
    int capacity() {
        return capacity;
    }

    boolean holdsIntegers() {
        return keyKind == KeyKind.INTEGER;
    }

    boolean holdsObjects() {
        return keyKind == KeyKind.OBJECT;
    }

    /** The key's slot. A key that is new gets one, which is {@link #size} before the call where no key was ever forgotten. */
    int slotOf(long key) {
        return keyKind == KeyKind.LONG || becomes(KeyKind.LONG) ? slotOfLong(key) : slotOfObject(key);
    }

    int slotOf(int key) {
        return keyKind == KeyKind.INTEGER || becomes(KeyKind.INTEGER) ? slotOfLong(key) : slotOfObject(key);
    }

    int slotOf(Object key) {
        if (key instanceof Long longKey) {
            return slotOf(longKey.longValue());
        }
        return key instanceof Integer integerKey ? slotOf(integerKey.intValue()) : slotOfObject(key);
    }

    /** The slot of the key that another index has at a slot of its own; without boxing it. */
    int slotOfKeyIn(SliceIndex other, int slot) {
        return switch (other.keyKind) {
            case LONG, NONE -> slotOf(other.longKeys[slot]);
            case INTEGER -> slotOf((int) other.longKeys[slot]);
            case OBJECT -> slotOf(other.objectKeys[slot]);
        };
    }

    /**
     * The slots of those keys that are in their first place, and -1 for others: without a branch that waits for memory, so
     * that the processor fetches many places at once.
     */
    void look(long[] keys, int from, int until, int[] slots) {
        if (keyKind != KeyKind.LONG) {
            Arrays.fill(slots, from, until, -1);
            return;
        }
        int[] table = places;
        long[] known = longKeys;
        int mask = table.length - 1;
        for (int i = from; i < until; i++) {
            int slot = table[spread(keys[i]) & mask] - 1;
            long difference = known[slot & ~(slot >> (Integer.SIZE - 1))] ^ keys[i];
            long allOnesIfDifferent = (difference | -difference) >> (Long.SIZE - 1);
            slots[i] = (int) (slot | allOnesIfDifferent);
        }
    }

    /** The key's slot, or -1. */
    int find(long key) {
        return keyKind == KeyKind.LONG ? places[placeOfLong(key)] - 1 : findObject(key);
    }

    int find(int key) {
        return keyKind == KeyKind.INTEGER ? places[placeOfLong(key)] - 1 : findObject(key);
    }

    int find(Object key) {
        if (key instanceof Long longKey) {
            return find(longKey.longValue());
        }
        return key instanceof Integer integerKey ? find(integerKey.intValue()) : findObject(key);
    }

    /** The key at a slot, of the type in which it came. */
    Object keyAt(int slot) {
        return switch (keyKind) {
            case OBJECT -> objectKeys[slot];
            case INTEGER -> (int) longKeys[slot];
            case LONG, NONE -> longKeys[slot];
        };
    }

    /** The keys by slot, as they are now. */
    IntFunction<Object> share() {
        long[] unboxed = longKeys;
        Object[] objects = objectKeys;
        return switch (keyKind) {
            case OBJECT -> slot -> objects[slot];
            case INTEGER -> slot -> (int) unboxed[slot];
            case LONG, NONE -> slot -> unboxed[slot];
        };
    }

    /** Sets the keys' numbers from a slot on. */
    void number(SliceKeys keys, int first, int[] numbers) {
        if (keyKind == KeyKind.LONG) {
            keys.number(longKeys, first, size, numbers);
            return;
        }
        for (int slot = first; slot < size; slot++) {
            numbers[slot] = keys.numberOf(keyAt(slot));
        }
    }

    private int slotOfLong(long key) {
        int place = placeOfLong(key);
        int slot = places[place] - 1;
        if (slot >= 0) {
            return slot;
        }
        if (isFull()) {
            grow();
            place = placeOfLong(key);
        }
        int given = take(place);
        longKeys[given] = key;
        return given;
    }

    private int slotOfObject(Object key) {
        if (keyKind != KeyKind.OBJECT) {
            boxKeys();
        }
        int place = placeOfObject(key);
        int slot = places[place] - 1;
        if (slot >= 0) {
            return slot;
        }
        if (isFull()) {
            grow();
            place = placeOfObject(key);
        }
        int given = take(place);
        objectKeys[given] = key;
        return given;
    }

    private boolean isFull() {
        return spareCount == 0 && size == capacity;
    }

    private int take(int place) {
        int slot = spareCount == 0 ? size++ : spares[--spareCount];
        places[place] = slot + 1;
        return slot;
    }

    private int findObject(Object key) {
        return keyKind == KeyKind.OBJECT ? places[placeOfObject(key)] - 1 : -1;
    }

    /** The place where the key is, or where it belongs. */
    private int placeOfLong(long key) {
        int[] table = places;
        long[] keys = longKeys;
        int mask = table.length - 1;
        for (int place = spread(key) & mask; ; place = (place + 1) & mask) {
            int slotPlusOne = table[place];
            if (slotPlusOne == 0 || keys[slotPlusOne - 1] == key) {
                return place;
            }
        }
    }

    private int placeOfObject(Object key) {
        int[] table = places;
        int mask = table.length - 1;
        for (int place = spread(key.hashCode()) & mask; ; place = (place + 1) & mask) {
            int slotPlusOne = table[place];
            if (slotPlusOne == 0 || key.equals(objectKeys[slotPlusOne - 1])) {
                return place;
            }
        }
    }

    private static int spread(long key) {
        long hash = key * 0x9E3779B97F4A7C15L;
        hash ^= hash >>> 32;
        return (int) ((hash * 0xD6E8FEB86659FD93L) >>> 32);
    }

    private void grow() {
        capacity = 2 * capacity;
        if (keyKind == KeyKind.OBJECT) {
            objectKeys = Arrays.copyOf(objectKeys, capacity);
        } else {
            longKeys = Arrays.copyOf(longKeys, capacity);
        }
        places = new int[2 * capacity];
        for (int slot = 0; slot < size; slot++) { // there are no spare ones when the index is full
            place(slot);
        }
    }

    private void place(int slot) {
        int place = keyKind == KeyKind.OBJECT ? placeOfObject(objectKeys[slot]) : placeOfLong(longKeys[slot]);
        places[place] = slot + 1;
    }

    /** Forgets the keys of all slots that are not in a set. */
    void keepOnly(long[] held) {
        Arrays.fill(places, 0);
        longKeys = longKeys.clone();
        Object[] objects = new Object[objectKeys.length];
        spares = new int[size];
        spareCount = 0;
        for (int slot = size - 1; slot >= 0; slot--) {
            if (!Bits.has(held, slot)) {
                spares[spareCount++] = slot;
            } else if (keyKind == KeyKind.OBJECT) {
                objects[slot] = objectKeys[slot];
            }
        }
        objectKeys = objects;
        for (int slot = Bits.next(held, 0); slot >= 0; slot = Bits.next(held, slot + 1)) {
            place(slot);
        }
    }

    /** Makes the first key's type that of all keys; returns whether it is. */
    private boolean becomes(KeyKind kind) {
        if (keyKind == KeyKind.NONE) {
            keyKind = kind;
        }
        return keyKind == kind;
    }

    /** Keys of different types: all are objects from here on. */
    private void boxKeys() {
        Object[] boxed = new Object[capacity];
        for (int place = 0; place < places.length; place++) {
            int slot = places[place] - 1;
            if (slot >= 0) {
                boxed[slot] = keyAt(slot);
            }
        }
        objectKeys = boxed;
        longKeys = NO_LONGS;
        keyKind = KeyKind.OBJECT;
        Arrays.fill(places, 0);
        for (int slot = 0; slot < size; slot++) {
            if (boxed[slot] != null) {
                place(slot);
            }
        }
    }

    /** Whether another index, of the right size, costs less than clearing this. */
    boolean isMostlyUnused() {
        return capacity > SMALL_CAPACITY && size < capacity >>> MOST_UNUSED_SHIFT;
    }

    /** Forgets all keys. */
    void clear() {
        Arrays.fill(places, 0);
        if (keyKind == KeyKind.OBJECT) {
            objectKeys = NO_OBJECTS;
            longKeys = new long[capacity];
        }
        keyKind = KeyKind.NONE;
        size = 0;
        spareCount = 0;
    }

    long sizeBytes() {
        return 4L * (places.length + spares.length) + 8L * longKeys.length + 36L * objectKeys.length;
    }
}
