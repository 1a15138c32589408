/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The state of one slice of time: keys and one accumulator a key. Each key has a slot, and keeps it; what is known of the
 * slots is one of three:
 *
 * <ul>
 *   <li>a slice is <em>open</em> with an index of its own keys: slots are 0 to {@code size() - 1} in order of insertion;
 *   <li>it is <em>sealed</em> when no further key is expected: slots stay, and have but the keys' numbers (see {@link
 *       SliceKeys});
 *   <li>it is <em>numbered</em> from the beginning where it will have most of all keys: slots are the numbers, and some
 *       are empty. It has no index, a key is looked up once for good, and all passes over it go through memory in order.
 * </ul>
 *
 * <p>In all of them a slice is fired by a plain loop over {@link #next} that can stop and go on at any slot. Accumulators
 * are cloned at the first write while a snapshot is open.
 */
public final class SliceTable {
    private static final int SMALL_CAPACITY = 8192;
    private static final long[] NONE = new long[0];

    private final OpenSnapshots snapshots;
    private final @Nullable CellType cells;
    private final boolean copies;
    private long end;
    private int size;
    private int capacity;
    private @Nullable SliceIndex index; // of an open slice
    private final KeyNumbers numbers = new KeyNumbers(); // of slices that have slots of their own
    private final @Nullable SliceKeys numbering; // of a numbered slice, whose slots are these numbers
    private @Nullable SliceKeys keys; // where the keys are, if not here
    private long[] held = NONE; // of a numbered slice: which slots have a key
    private long[] longs;
    private @Nullable Object[] objects;
    private boolean saved;
    private boolean shared;
    private boolean accumulatorsShared;
    private long[] handedOut = NONE;
    private long[] changed = NONE;

    /**
     * An open slice.
     *
     * @param cells what the accumulators are; null for longs
     * @param expectedSize how many keys to have room for at once
     */
    SliceTable(OpenSnapshots snapshots, @Nullable CellType cells, int expectedSize) {
        this(snapshots, cells, new SliceIndex(expectedSize));
    }

    private SliceTable(OpenSnapshots snapshots, @Nullable CellType cells, SliceIndex index) {
        this.snapshots = snapshots;
        this.cells = cells;
        this.copies = cells != null && !cells.isAlwaysImmutable();
        this.index = index;
        this.numbering = null;
        this.capacity = index.capacity();
        this.longs = new long[cells == null ? capacity : 0];
        this.objects = new Object[cells == null ? 0 : capacity];
    }

    /** A numbered slice. */
    SliceTable(OpenSnapshots snapshots, @Nullable CellType cells, SliceKeys keys) {
        this.snapshots = snapshots;
        this.cells = cells;
        this.copies = cells != null && !cells.isAlwaysImmutable();
        this.numbering = keys;
        this.keys = keys;
        this.capacity = roomFor(keys.limit());
        this.held = new long[wordsOf(capacity)];
        this.longs = new long[cells == null ? capacity : 0];
        this.objects = new Object[cells == null ? 0 : capacity];
    }

    /** An empty table of the memory of another, which is not to be used with it any more. */
    private SliceTable(SliceTable memory, SliceIndex index) {
        this.snapshots = memory.snapshots;
        this.cells = memory.cells;
        this.copies = memory.copies;
        this.size = memory.size;
        this.capacity = memory.capacity;
        this.index = index;
        this.numbering = null;
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

    private static int roomFor(int limit) {
        return limit + limit / 8 + Long.SIZE;
    }

    private static int wordsOf(int slots) {
        return (slots + Long.SIZE - 1) / Long.SIZE;
    }

    /** The exclusive end of the slice, in milliseconds since the epoch. */
    public long end() {
        return end;
    }

    /** How many keys the slice has. */
    public int size() {
        return size;
    }

    /** One more than the highest slot there may be. */
    public int slots() {
        return numbering == null ? size : capacity;
    }

    /** The first slot from {@code slot} on that has a key, or -1. */
    public int next(int slot) {
        if (numbering != null) {
            return Bits.next(held, slot);
        }
        return slot < size ? slot : -1;
    }

    /** The key's slot; the key is new where {@link #size} grows by the call. */
    public int slotOf(long key) {
        SliceKeys numbered = numbering;
        return numbered != null
                ? hold(numbered.numberOf(key))
                : taken(unsealed().slotOf(key));
    }

    /** As {@link #slotOf(Object)} of the boxed key, which is another than the long. */
    public int slotOf(int key) {
        return slotOf((Object) key);
    }

    /** The key's slot; the key is new where {@link #size} grows by the call. */
    public int slotOf(Object key) {
        Objects.requireNonNull(key, "A key must not be null: let the key selector return a value for every record");
        SliceKeys numbered = numbering;
        return numbered != null
                ? hold(numbered.numberOf(key))
                : taken(unsealed().slotOf(key));
    }

    /**
     * Whether the keys of a batch are better looked for at once, see {@link #look}: where there are more than the
     * processor's caches hold.
     */
    public boolean isLarge() {
        return capacity > SMALL_CAPACITY;
    }

    /**
     * Looks for keys, from an index up to another, and gives {@link #slotOf(long, int)} its second argument: the slot of a key
     * that is easily found, and -1 of another.
     */
    public void look(long[] longKeys, int from, int until, int[] looked) {
        SliceIndex own = index;
        SliceKeys numbered = numbering;
        if (own != null) {
            own.look(longKeys, from, until, looked);
        } else if (numbered != null) {
            numbered.look(longKeys, from, until, looked);
        } else {
            Arrays.fill(looked, from, until, -1);
        }
    }

    /** As {@link #slotOf(long)}, after {@link #look}, since when keys may have been added, and nothing else be done. */
    public int slotOf(long key, int looked) {
        if (looked < 0) {
            return slotOf(key);
        }
        return numbering == null ? looked : hold(looked);
    }

    /** The slot of the key that another slice has at a slot of its own; without boxing it where that is open. */
    public int slotOfKeyIn(SliceTable other, int slot) {
        SliceIndex own = index;
        SliceIndex others = other.index;
        return own != null && others != null ? taken(own.slotOfKeyIn(others, slot)) : slotOf(other.keyAt(slot));
    }

    /** The key's slot, or -1. */
    public int find(Object key) {
        SliceKeys numbered = numbering;
        return numbered != null ? ifHeld(numbered.find(key)) : unsealed().find(key);
    }

    /** The key at a slot that has one, of the type in which it came. */
    public Object keyAt(int slot) {
        SliceIndex own = index;
        return own != null ? own.keyAt(slot) : keys().keyOf(numberAt(slot));
    }

    /** The number of a slot's key in {@link SliceStore#numberedKeys}, of a slice that {@link SliceStore#number} was called for. */
    public int numberAt(int slot) {
        return numbering != null ? slot : numbers.at(slot);
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

    private int taken(int slot) {
        if (slot == size) {
            size++;
            SliceIndex own = index;
            if (own != null && own.capacity() > capacity) {
                resize(own.capacity());
            }
            markChanged(slot);
        }
        return slot;
    }

    private int hold(int number) {
        if (number >= capacity) {
            resize(Math.max(roomFor(number), roomFor(keys().limit())));
        }
        long bit = 1L << number;
        if ((held[number >>> 6] & bit) == 0) {
            if (accumulatorsShared) {
                ownAccumulators();
            }
            held[number >>> 6] |= bit;
            size++;
            markChanged(number);
        }
        return number;
    }

    private int ifHeld(int number) {
        return number >= 0 && Bits.has(held, number) ? number : -1;
    }

    private SliceKeys keys() {
        return Objects.requireNonNull(keys, "The slice has an index");
    }

    private void resize(int newCapacity) {
        capacity = newCapacity;
        if (cells == null) {
            longs = Arrays.copyOf(longs, capacity);
        } else {
            objects = Arrays.copyOf(objects, capacity);
        }
        if (numbering != null) {
            held = Arrays.copyOf(held, wordsOf(capacity));
        }
        accumulatorsShared = false;
    }

    private void ownAccumulators() {
        if (snapshots.isOpen()) {
            longs = longs.clone();
            objects = objects.clone();
            held = held.clone();
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
    void number(SliceKeys all, SpareArrays spares) {
        SliceIndex own = index;
        if (own != null) {
            numbers.number(own, all, spares);
        }
    }

    /** Changes the numbers of the keys. */
    void renumber(int[] newNumbers) {
        if (numbering == null) {
            numbers.renumber(newNumbers, snapshots);
        } else {
            moveTo(newNumbers);
        }
    }

    /** Other numbers are other slots. */
    private void moveTo(int[] newNumbers) {
        long[] oldLongs = longs;
        @Nullable Object[] oldObjects = objects;
        long[] oldHeld = held;
        long[] oldHandedOut = handedOut;
        capacity = roomFor(keys().limit());
        longs = new long[cells == null ? capacity : 0];
        objects = new Object[cells == null ? 0 : capacity];
        long[] set = new long[wordsOf(capacity)];
        handedOut = NONE;
        for (int old = Bits.next(oldHeld, 0); old >= 0; old = Bits.next(oldHeld, old + 1)) {
            int slot = newNumbers[old];
            set[slot >>> 6] |= 1L << slot;
            if (cells == null) {
                longs[slot] = oldLongs[old];
            } else {
                objects[slot] = oldObjects[old];
            }
            if (Bits.has(oldHandedOut, old)) {
                markHandedOut(slot);
            }
        }
        held = set;
        changed = set.clone(); // for those who know the changed slots of before: more than there are does no harm
        accumulatorsShared = false;
    }

    /** How many words or numbers {@link #addNumbersTo} looks at. */
    int numberedSize() {
        return numbering == null ? numbers.count() : held.length;
    }

    /** Adds the numbers of the keys to a set that has room for all. */
    void addNumbersTo(long[] set) {
        if (numbering == null) {
            numbers.addTo(set);
        } else {
            int words = Math.min(held.length, set.length);
            for (int word = 0; word < words; word++) {
                set[word] |= held[word];
            }
        }
    }

    /** Hands on what memory is of use to others. The slice can only be reset from here on. */
    void release(SpareArrays spares) {
        numbers.release(snapshots, spares);
        if (isSealed() && !(shared && snapshots.isOpen())) {
            spares.give(longs);
        }
    }

    boolean isNumbered() {
        return numbering != null;
    }

    private boolean isSealed() {
        return index == null && numbering == null;
    }

    /**
     * Keeps but the keys' numbers, which all have one, and no more memory than they need: no further key is expected, nor
     * will one be looked for. Where one is, the table is made as it was.
     *
     * @return a table that is empty, of the memory that is not needed any more, or null where there is none
     */
    @Nullable
    SliceTable seal(SliceKeys all, SpareArrays spares) {
        SliceIndex own = index;
        if (own == null || size == 0) {
            return null;
        }
        SliceTable spare = new SliceTable(this, own);
        if (cells == null) {
            longs = spares.longs(size);
            System.arraycopy(spare.longs, 0, longs, 0, size);
        } else {
            objects = Arrays.copyOf(objects, size);
        }
        index = null;
        keys = all;
        capacity = size;
        shared = false;
        accumulatorsShared = false;
        return spare.reset() ? spare : null;
    }

    /** The index; made again where the slice is sealed. */
    private SliceIndex unsealed() {
        SliceIndex own = index;
        if (own != null) {
            return own;
        }
        SliceIndex made = new SliceIndex(size + 1);
        for (int slot = 0; slot < size; slot++) {
            made.slotOf(keyAt(slot));
        }
        if (cells == null) {
            longs = Arrays.copyOf(longs, size); // without what others left behind
        }
        index = made;
        keys = null;
        resize(made.capacity());
        return made;
    }

    /** Begins an empty slice. */
    void open(long sliceEnd) {
        end = sliceEnd;
    }

    /** Forgets everything, to serve as another slice; returns false where it cannot, or is too big for what it held. */
    boolean reset() {
        SliceIndex own = index;
        if (isSealed() || (shared && snapshots.isOpen()) || (own != null && own.isMostlyUnused())) {
            return false;
        }
        if (own != null) {
            own.clear();
        }
        Arrays.fill(held, 0);
        Arrays.fill(longs, 0);
        Arrays.fill(objects, null);
        Arrays.fill(handedOut, 0);
        Arrays.fill(changed, 0);
        size = 0;
        saved = false;
        shared = false;
        accumulatorsShared = false;
        return true;
    }

    /** Whether the room of a numbered slice is about that for all numbers. */
    boolean fits(int limit) {
        return limit <= capacity && capacity / 2 <= roomFor(limit);
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
     * @param numberedKeys the keys by number, of slices that have no index
     */
    SharedSlice share(IntFunction<Object> numberedKeys) {
        saved = true;
        shared = true;
        accumulatorsShared = true;
        handedOut = NONE;
        SliceIndex own = index;
        if (own != null) {
            return new SharedSlice(
                    end, size, own.holdsIntegers(), own.holdsObjects(), own.share(), longs, objects, null);
        }
        boolean integers = keys().holdsIntegers();
        boolean others = keys().holdsObjects();
        if (numbering != null) {
            return new SharedSlice(end, size, integers, others, numberedKeys, longs, objects, held);
        }
        int[] keyNumbers = numbers.share();
        IntFunction<Object> keysBySlot = slot -> numberedKeys.apply(keyNumbers[slot]);
        return new SharedSlice(end, size, integers, others, keysBySlot, longs, objects, null);
    }

    long sizeBytes() {
        return (index == null ? 0 : index.sizeBytes())
                + numbers.sizeBytes()
                + 8L * longs.length
                + 36L * objects.length
                + 8L * held.length;
    }
}
