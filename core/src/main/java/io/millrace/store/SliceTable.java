/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The state of one slice of time: keys and one accumulator a key.
 *
 * <p>Slots are 0 to {@code size() - 1} in order of insertion, so that a slice is fired by a plain loop that can stop
 * and go on at any slot. The keys only grow in number, so snapshots share them as they are; the accumulators are cloned
 * at the first write while a snapshot is open.
 *
 * <p>A slice that windows have taken in knows its keys by number, too (see {@link SliceKeys}); one that is sealed knows
 * them by nothing else.
 */
public final class SliceTable {
    private static final int FIRST_CAPACITY = 16;
    private static final int SMALL_CAPACITY = 1024;

    /** A great table with a smaller part in use than one in eight is not worth clearing. */
    private static final int MOST_UNUSED_SHIFT = 3;

    private static final long[] NONE = new long[0];

    private enum KeyKind {
        NONE,
        LONG,
        INTEGER,
        OBJECT
    }

    private final OpenSnapshots snapshots;
    private final @Nullable CellType cells;
    private final boolean copies;
    private long end;
    private int size;
    private int capacity;
    private int[] places; // open addressing: slot + 1
    private KeyKind keyKind = KeyKind.NONE;
    private long[] longKeys;
    private Object[] objectKeys = new Object[0];
    private long[] longs;
    private @Nullable Object[] objects;
    private final KeyNumbers numbers = new KeyNumbers();
    private @Nullable SliceKeys sealedKeys; // where the keys are, when the numbers are all that is left here
    private boolean saved;
    private boolean shared;
    private boolean accumulatorsShared;
    private long[] handedOut = NONE;
    private long[] changed = NONE;

    /**
     * @param cells what the accumulators are; null for longs
     * @param expectedSize how many keys to have room for at once
     */
    SliceTable(OpenSnapshots snapshots, @Nullable CellType cells, int expectedSize) {
        this.snapshots = snapshots;
        this.cells = cells;
        this.copies = cells != null && !cells.isAlwaysImmutable();
        this.capacity = capacityFor(expectedSize);
        this.places = new int[2 * capacity];
        this.longKeys = new long[capacity];
        this.longs = new long[cells == null ? capacity : 0];
        this.objects = new Object[cells == null ? 0 : capacity];
    }

    /** An empty table of the memory of another, which is not to be used with it any more. */
    private SliceTable(SliceTable memory) {
        this.snapshots = memory.snapshots;
        this.cells = memory.cells;
        this.copies = memory.copies;
        this.size = memory.size;
        this.capacity = memory.capacity;
        this.places = memory.places;
        this.keyKind = memory.keyKind;
        this.longKeys = memory.longKeys;
        this.objectKeys = memory.objectKeys;
        this.longs = memory.longs;
        this.objects = memory.objects;
        this.shared = memory.shared;
    }

    /** A table of long accumulators that belongs to no store, and to no snapshot. */
    public static SliceTable ofLongs(int expectedSize) {
        return new SliceTable(new OpenSnapshots(), null, expectedSize);
    }

    /** A table of accumulators that are objects, which belongs to no store, and to no snapshot. */
    public static SliceTable ofObjects(int expectedSize) {
        return new SliceTable(new OpenSnapshots(), ValueCells.UNTYPED, expectedSize);
    }

    private static int capacityFor(int size) {
        return Math.max(FIRST_CAPACITY, Integer.highestOneBit(Math.max(1, Math.min(size, 1 << 29) - 1)) * 2);
    }

    /** The exclusive end of the slice, in milliseconds since the epoch. */
    public long end() {
        return end;
    }

    /** How many keys the slice has. */
    public int size() {
        return size;
    }

    /** The key's slot. A key that is new gets the next one, which is {@link #size} before the call. */
    public int slotOf(long key) {
        if (keyKind != KeyKind.LONG && !becomes(KeyKind.LONG)) {
            return slotOfObject(key);
        }
        return slotOfLong(key);
    }

    /** As {@link #slotOf(Object)} of the boxed key. */
    public int slotOf(int key) {
        if (keyKind != KeyKind.INTEGER && !becomes(KeyKind.INTEGER)) {
            return slotOfObject(key);
        }
        return slotOfLong(key);
    }

    /** The key's slot. A key that is new gets the next one, which is {@link #size} before the call. */
    public int slotOf(Object key) {
        if (key instanceof Long longKey) {
            return slotOf(longKey.longValue());
        }
        if (key instanceof Integer integerKey) {
            return slotOf(integerKey.intValue());
        }
        Objects.requireNonNull(key, "A key must not be null: let the key selector return a value for every record");
        return slotOfObject(key);
    }

    /** The slot of the key that another slice has at a slot of its own; without boxing it. */
    public int slotOfKeyIn(SliceTable other, int slot) {
        if (other.isSealed()) {
            return slotOf(other.keyAt(slot));
        }
        return switch (other.keyKind) {
            case LONG, NONE -> slotOf(other.longKeys[slot]);
            case INTEGER -> slotOf((int) other.longKeys[slot]);
            case OBJECT -> slotOf(other.objectKeys[slot]);
        };
    }

    /** The key's slot, or -1. */
    public int find(long key) {
        return keyKind == KeyKind.LONG ? findLong(key) : findObject(key);
    }

    /** The key's slot, or -1. */
    public int find(int key) {
        return keyKind == KeyKind.INTEGER ? findLong(key) : findObject(key);
    }

    /** The key's slot, or -1. */
    public int find(Object key) {
        if (key instanceof Long longKey) {
            return find(longKey.longValue());
        }
        return key instanceof Integer integerKey ? find(integerKey.intValue()) : findObject(key);
    }

    /** The key at a slot, of the type in which it came. */
    public Object keyAt(int slot) {
        SliceKeys keys = sealedKeys;
        if (keys != null) {
            return keys.keyOf(numbers.at(slot));
        }
        return switch (keyKind) {
            case OBJECT -> objectKeys[slot];
            case INTEGER -> (int) longKeys[slot];
            case LONG, NONE -> longKeys[slot];
        };
    }

    /** The number of a slot's key in {@link SliceStore#numberedKeys}, of a slice that {@link SliceStore#number} was called for. */
    public int numberAt(int slot) {
        return numbers.at(slot);
    }

    /** The accumulator of a slot; 0 where none was set. For stores of longs. */
    public long longAt(int slot) {
        return longs[slot];
    }

    public void setLong(int slot, long accumulator) {
        if (accumulatorsShared) {
            ownAccumulators();
        }
        longs[slot] = accumulator;
        markChanged(slot);
    }

    /** The accumulator of a slot, or null where none was set; it may be changed in place. For stores of objects. */
    public @Nullable Object objectAt(int slot) {
        Object accumulator = objects[slot];
        if (copies && accumulator != null) {
            markChanged(slot);
            if (snapshots.mayBeOpen()) {
                accumulator = handOut(slot, accumulator);
            }
        }
        return accumulator;
    }

    /** The accumulator of a slot, or null where none was set; it must not be changed. For stores of objects. */
    public @Nullable Object peekObject(int slot) {
        return objects[slot];
    }

    public void setObject(int slot, Object accumulator) {
        if (copies && snapshots.mayBeOpen()) {
            markHandedOut(slot);
        }
        if (accumulatorsShared) {
            ownAccumulators();
        }
        objects[slot] = accumulator;
        markChanged(slot);
    }

    private void markChanged(int slot) {
        int word = slot >>> 6;
        if (word >= changed.length) {
            changed = Arrays.copyOf(changed, capacity / Long.SIZE + 1);
        }
        changed[word] |= 1L << slot;
    }

    private int slotOfLong(long key) {
        if (isSealed()) {
            unseal();
        }
        int place = placeOfLong(key);
        int slot = places[place] - 1;
        if (slot >= 0) {
            return slot;
        }
        if (size == capacity) {
            grow();
            place = placeOfLong(key);
        }
        longKeys[size] = key;
        return take(place);
    }

    private int slotOfObject(Object key) {
        if (isSealed()) {
            unseal();
        }
        if (keyKind != KeyKind.OBJECT) {
            boxKeys();
        }
        int place = placeOfObject(key);
        int slot = places[place] - 1;
        if (slot >= 0) {
            return slot;
        }
        if (size == capacity) {
            grow();
            place = placeOfObject(key);
        }
        objectKeys[size] = key;
        return take(place);
    }

    private int take(int place) {
        int slot = size++;
        places[place] = size;
        markChanged(slot);
        return slot;
    }

    private int findLong(long key) {
        if (isSealed()) {
            unseal();
        }
        return places[placeOfLong(key)] - 1;
    }

    private int findObject(Object key) {
        if (isSealed()) {
            unseal();
        }
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
        resize(2 * capacity);
    }

    private void resize(int newCapacity) {
        capacity = newCapacity;
        if (keyKind == KeyKind.OBJECT) {
            objectKeys = Arrays.copyOf(objectKeys, capacity);
        } else {
            longKeys = Arrays.copyOf(longKeys, capacity);
        }
        if (cells == null) {
            longs = Arrays.copyOf(longs, capacity);
        } else {
            objects = Arrays.copyOf(objects, capacity);
        }
        accumulatorsShared = false;
        places = new int[2 * capacity];
        for (int slot = 0; slot < size; slot++) {
            int place = keyKind == KeyKind.OBJECT ? placeOfObject(objectKeys[slot]) : placeOfLong(longKeys[slot]);
            places[place] = slot + 1;
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
        for (int slot = 0; slot < size; slot++) {
            boxed[slot] = keyAt(slot);
        }
        objectKeys = boxed;
        longKeys = new long[0];
        keyKind = KeyKind.OBJECT;
        Arrays.fill(places, 0);
        for (int slot = 0; slot < size; slot++) {
            places[placeOfObject(boxed[slot])] = slot + 1;
        }
    }

    private void ownAccumulators() {
        if (snapshots.isOpen()) {
            longs = longs.clone();
            objects = objects.clone();
        }
        accumulatorsShared = false;
    }

    private Object handOut(int slot, Object accumulator) {
        if (cells == null || !snapshots.isOpen() || !markHandedOut(slot)) {
            return accumulator;
        }
        Object copy = cells.copy(accumulator);
        if (copy != accumulator) {
            if (accumulatorsShared) {
                ownAccumulators();
            }
            objects[slot] = copy;
        }
        return copy;
    }

    /** Returns whether the latest snapshot shared the slot's accumulator until now. */
    private boolean markHandedOut(int slot) {
        int word = slot >>> 6;
        if (word >= handedOut.length) {
            handedOut = Arrays.copyOf(handedOut, capacity / Long.SIZE + 1);
        }
        long bit = 1L << slot;
        boolean first = (handedOut[word] & bit) == 0;
        handedOut[word] |= bit;
        return first;
    }

    /**
     * Forgets all keys.
     *
     * @return false where a new table is the better choice, and nothing was forgotten
     */
    public boolean clear() {
        return reset();
    }

    /** Gives the keys that have none a number. */
    void number(SliceKeys keys, SpareArrays spares) {
        int first = numbers.makeRoom(size, spares);
        if (keyKind == KeyKind.LONG) {
            numbers.hold(keys, longKeys, first);
        } else {
            for (int slot = first; slot < size; slot++) {
                numbers.set(slot, keys.hold(keyAt(slot)));
            }
        }
    }

    /** Changes the numbers of the keys. */
    void renumber(int[] newNumbers) {
        numbers.renumber(newNumbers, snapshots);
    }

    /** Lets go of the keys' numbers, and of what memory is of use to others. The slice can only be reset from here on. */
    void release(SliceKeys keys, SpareArrays spares) {
        numbers.release(keys, snapshots, spares);
        if (isSealed() && !(shared && snapshots.isOpen())) {
            spares.give(longs);
        }
    }

    private boolean isSealed() {
        return sealedKeys != null;
    }

    /**
     * Keeps but the keys' numbers, which all have one, and no more memory than they need: no further key is expected, nor
     * will one be looked for. Where one is, the table is made as it was.
     *
     * @return a table that is empty, of the memory that is not needed any more, or null where there is none
     */
    @Nullable
    SliceTable seal(SliceKeys keys, SpareArrays spares) {
        if (isSealed() || size == 0) {
            return null;
        }
        SliceTable spare = new SliceTable(this);
        objectKeys = new Object[0];
        longKeys = new long[0];
        if (cells == null) {
            longs = spares.longs(size);
            System.arraycopy(spare.longs, 0, longs, 0, size);
        } else {
            objects = Arrays.copyOf(objects, size);
        }
        places = new int[0];
        capacity = size;
        shared = false;
        accumulatorsShared = false;
        sealedKeys = keys;
        return spare.reset() ? spare : null;
    }

    private void unseal() {
        Object[] keys = new Object[size];
        Arrays.setAll(keys, this::keyAt);
        sealedKeys = null;
        if (keyKind == KeyKind.OBJECT) {
            objectKeys = keys;
        } else {
            longKeys = Arrays.stream(keys)
                    .mapToLong(key -> ((Number) key).longValue())
                    .toArray();
        }
        if (cells == null) {
            longs = Arrays.copyOf(longs, size); // without what others left behind
        }
        resize(capacityFor(size + 1));
    }

    /** Begins an empty slice. */
    void open(long sliceEnd) {
        end = sliceEnd;
    }

    /** Forgets everything, to serve as another slice; returns false where it cannot, or is too big for what it held. */
    boolean reset() {
        if (isSealed() || (shared && snapshots.isOpen()) || isMostlyUnused()) {
            return false;
        }
        Arrays.fill(places, 0);
        Arrays.fill(objectKeys, null);
        Arrays.fill(longs, 0);
        Arrays.fill(objects, null);
        Arrays.fill(handedOut, 0);
        Arrays.fill(changed, 0);
        if (keyKind == KeyKind.OBJECT) {
            objectKeys = new Object[0];
            longKeys = new long[capacity];
        }
        keyKind = KeyKind.NONE;
        size = 0;
        saved = false;
        shared = false;
        accumulatorsShared = false;
        return true;
    }

    private boolean isMostlyUnused() {
        return capacity > SMALL_CAPACITY && size < capacity >>> MOST_UNUSED_SHIFT;
    }

    /** Whether the slice is in a snapshot that was taken since it was made. */
    boolean isSaved() {
        return saved;
    }

    /** A bit for each slot that changed since the last call; no bits at all where none did. */
    long[] takeChanges() {
        long[] taken = changed;
        changed = NONE;
        return taken;
    }

    /**
     * The slice as it is now.
     *
     * @param numberedKeys the keys of sealed slices
     */
    SharedSlice share(SharedKeys numberedKeys) {
        saved = true;
        shared = true;
        accumulatorsShared = true;
        handedOut = NONE;
        boolean integers = keyKind == KeyKind.INTEGER;
        return new SharedSlice(
                end, size, integers, keyKind == KeyKind.OBJECT, sharedKeys(numberedKeys), longs, objects);
    }

    private IntFunction<Object> sharedKeys(SharedKeys numberedKeys) {
        if (isSealed()) {
            int[] keyNumbers = numbers.share();
            return slot -> numberedKeys.keyOf(keyNumbers[slot]);
        }
        if (keyKind == KeyKind.OBJECT) {
            Object[] keys = objectKeys;
            return slot -> keys[slot];
        }
        long[] keys = longKeys;
        return keyKind == KeyKind.INTEGER ? slot -> (int) keys[slot] : slot -> keys[slot];
    }

    long sizeBytes() {
        return 4L * places.length
                + numbers.sizeBytes()
                + 8L * (longKeys.length + longs.length)
                + 36L * (objectKeys.length + objects.length);
    }
}
