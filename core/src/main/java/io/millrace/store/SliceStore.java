/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.Codecs;
import io.millrace.snapshot.StoredTable;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Window state by slice of time: a small table for each slice, kept in order of their ends and dropped whole.
 *
 * <p>Snapshots and threads: as in {@link KeyedStore}. The pause of a snapshot grows with the number of slices,
 * and with a thousandth of the number of keys.
 */
public final class SliceStore {
    /** The name of the table in snapshots. */
    public static final String TABLE = "slices";

    private static final int MAX_POOLED = 4;
    private static final int MAX_SPARE = 8;

    /** A column of all numbers is no more memory than an index and numbers of its own where a slice has a quarter of them. */
    private static final int MOST_SHIFT = 2;

    private final String name;
    private final int maxParallelism;
    private final KeyGroupRange range;
    private final @Nullable CellType cells;
    private final OpenSnapshots snapshots = new OpenSnapshots();
    private final Deque<SliceTable> pool = new ArrayDeque<>(); // of slices with an index
    private final Deque<SliceTable> numberedPool = new ArrayDeque<>();
    private final SliceKeys keys = new SliceKeys();
    private final SpareArrays spares = new SpareArrays(MAX_SPARE);
    private long[] ends = new long[8];
    private @Nullable SliceTable[] slices = new SliceTable[8];
    private int first; // where the earliest slice stands in the arrays
    private int count;
    private @Nullable SliceTable last;
    private TreeSet<Long> dropped = new TreeSet<>(); // of those in a snapshot, since the last one
    private long snapshotCount;

    private SliceStore(String name, int maxParallelism, KeyGroupRange range, @Nullable CellType cells) {
        this.name = name;
        this.maxParallelism = maxParallelism;
        this.range = range;
        this.cells = cells;
    }

    /** A store whose accumulators are longs, unboxed. */
    public static SliceStore ofLongs(String name, int maxParallelism, KeyGroupRange range) {
        return new SliceStore(name, maxParallelism, range, null);
    }

    /**
     * A store whose accumulators are objects.
     *
     * @param type of the accumulators; null where it is to be learned from them
     */
    public static SliceStore ofObjects(String name, int maxParallelism, KeyGroupRange range, @Nullable Type type) {
        return new SliceStore(name, maxParallelism, range, ValueCells.of(type));
    }

    /** The slice that ends at {@code sliceEnd}, made where there is none. */
    public SliceTable slice(long sliceEnd) {
        SliceTable cached = last;
        if (cached != null && cached.end() == sliceEnd) {
            return cached;
        }
        int index = placeOf(sliceEnd);
        SliceTable slice = index >= 0 ? at(index) : insert(-index - 1, sliceEnd);
        last = slice;
        return slice;
    }

    /** The slice that ends at {@code sliceEnd}, or null. */
    public @Nullable SliceTable find(long sliceEnd) {
        int index = placeOf(sliceEnd);
        return index >= 0 ? at(index) : null;
    }

    /** How many slices there are. */
    public int count() {
        return count;
    }

    /** How many keys the slices have in all. */
    public long keyCount() {
        long keys = 0;
        for (int i = 0; i < count; i++) {
            keys += at(i).size();
        }
        return keys;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** The slice at an index in order of end, from 0 to {@code count() - 1}. */
    public SliceTable at(int index) {
        SliceTable slice = index < 0 || index >= count ? null : slices[first + index];
        if (slice == null) {
            throw new IndexOutOfBoundsException("Slice " + index + " of " + count + " in " + name);
        }
        return slice;
    }

    /** The end of the earliest slice, or {@code Long.MAX_VALUE} where there is none. */
    public long firstEnd() {
        return count == 0 ? Long.MAX_VALUE : ends[first];
    }

    /** The end of the first slice that ends later than {@code sliceEnd}, or {@code Long.MAX_VALUE}. */
    public long nextEnd(long sliceEnd) {
        int next = indexAfter(sliceEnd);
        return next < count ? ends[first + next] : Long.MAX_VALUE;
    }

    /** The index of the first slice that ends later than {@code sliceEnd}, or {@link #count} where there is none. */
    public int indexAfter(long sliceEnd) {
        int index = placeOf(sliceEnd);
        return index >= 0 ? index + 1 : -index - 1;
    }

    /** Forgets a slice; without effect where there is none. Its table must not be used any more. */
    public void drop(long sliceEnd) {
        int index = placeOf(sliceEnd);
        if (index < 0) {
            return;
        }
        SliceTable slice = at(index);
        if (slice.isSaved()) {
            dropped.add(sliceEnd);
        }
        count--;
        if (index == 0) {
            slices[first++] = null;
        } else {
            int place = first + index;
            System.arraycopy(ends, place + 1, ends, place, count - index);
            System.arraycopy(slices, place + 1, slices, place, count - index);
            slices[first + count] = null;
        }
        last = null;
        slice.release(spares);
        Deque<SliceTable> itsPool = slice.isNumbered() ? numberedPool : pool;
        if (itsPool.size() < MAX_POOLED && slice.reset()) {
            itsPool.push(slice);
        }
    }

    /** The keys of all slices that {@link #number} was called for, and of some that were dropped. */
    public SliceKeys numberedKeys() {
        return keys;
    }

    /** Gives the keys of a slice their numbers, which they have until it is dropped. To be called again for further keys. */
    public void number(SliceTable slice) {
        slice.number(keys, spares);
    }

    /**
     * Gives the keys other numbers where most of those up to the highest are not in use; to be called for each window that
     * goes over all numbers.
     *
     * @return whether it was done
     */
    public boolean renumber() {
        keys.visited();
        long[] held = heldNumbers();
        int[] newNumbers = held == null ? null : keys.keepOnly(held);
        for (int i = 0; newNumbers != null && i < count; i++) {
            at(i).renumber(newNumbers);
        }
        return newNumbers != null;
    }

    /** The numbers that slices hold; null where little was done since the last time, so that this work would be much. */
    private long @Nullable [] heldNumbers() {
        if (!keys.isLookDue()) {
            return null;
        }
        long looks = keys.limit();
        for (int i = 0; i < count; i++) {
            looks += at(i).numberedSize();
        }
        if (!keys.isWorth(looks)) {
            return null;
        }
        long[] held = new long[keys.limit() / Long.SIZE + 1];
        for (int i = 0; i < count; i++) {
            at(i).addNumbersTo(held);
        }
        return held;
    }

    /** Keeps no more memory for a slice than its numbered keys need: no further one is expected, though it may come. */
    public void seal(SliceTable slice) {
        SliceTable spare = slice.seal(keys, spares);
        if (spare != null && pool.size() < MAX_POOLED) {
            pool.push(spare);
        }
    }

    /** The size of all slices in memory, with a guess at the objects in them. */
    public long stateBytesEstimate() {
        long bytes = keys.sizeBytes();
        for (int i = 0; i < count; i++) {
            bytes += at(i).sizeBytes();
        }
        return bytes;
    }

    /** The slices as they are now; see {@link KeyedStore#snapshot}. */
    public StoreSnapshot snapshot() {
        List<SharedSlice> shared = new ArrayList<>(count);
        IntFunction<Object> numbered = keys.share();
        Map<Long, long[]> changed = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            SliceTable slice = at(i);
            long[] slots = slice.takeChanges();
            if (slots.length > 0) {
                changed.put(slice.end(), slots);
            }
            shared.add(slice.share(numbered));
        }
        SliceChanges changes = new SliceChanges(changed, dropped);
        dropped = new TreeSet<>();
        CellType type = cells;
        CellFormat format =
                type == null ? null : new LazyFormat(() -> type.format(SlicesTable.ACCUMULATOR, 0, Codecs::observed));
        StoreSnapshot snapshot =
                new StoreSnapshot(List.of(new SlicesTable(maxParallelism, shared, format, snapshotCount++, changes)));
        snapshots.add(snapshot);
        return snapshot;
    }

    /** Takes the rows whose keys belong here from the tables of all old subtasks, before any slice is made. */
    public void restore(List<StoredTable> tables) throws IOException {
        SlicesRestore restore = new SlicesRestore(this, name, maxParallelism, range, cells == null);
        for (StoredTable table : tables) {
            restore.restore(table);
        }
    }

    /** The index of a slice, or {@code -index - 1} of where it belongs. */
    private int placeOf(long sliceEnd) {
        int place = Arrays.binarySearch(ends, first, first + count, sliceEnd);
        return place >= 0 ? place - first : place + first;
    }

    private SliceTable insert(int index, long sliceEnd) {
        if (first + count == ends.length) {
            makeRoom();
        }
        int place = first + index;
        System.arraycopy(ends, place, ends, place + 1, count - index);
        System.arraycopy(slices, place, slices, place + 1, count - index);
        // Slices beside each other are mostly of a size, and growing costs as much as filling.
        int expectedSize = index == 0 ? 0 : at(index - 1).size();
        SliceTable slice = willHaveMost(expectedSize) ? newNumbered() : newOpen(expectedSize);
        slice.open(sliceEnd);
        ends[place] = sliceEnd;
        slices[place] = slice;
        count++;
        return slice;
    }

    /** Whether a slice will have enough of all numbered keys to keep an accumulator for each. */
    private boolean willHaveMost(int expectedSize) {
        return expectedSize > keys.limit() >>> MOST_SHIFT && keys.limit() > 0;
    }

    private SliceTable newNumbered() {
        SliceTable pooled = numberedPool.poll();
        return pooled != null && pooled.fits(keys.limit()) ? pooled : new SliceTable(snapshots, cells, keys);
    }

    private SliceTable newOpen(int expectedSize) {
        SliceTable pooled = pool.poll();
        return pooled != null ? pooled : new SliceTable(snapshots, cells, expectedSize);
    }

    /** Moves the slices to the front of the arrays, or of greater ones where that would not leave much room. */
    private void makeRoom() {
        int length = count > ends.length / 2 ? ends.length * 2 : ends.length;
        long[] newEnds = new long[length];
        @Nullable SliceTable[] newSlices = new SliceTable[length];
        System.arraycopy(ends, first, newEnds, 0, count);
        System.arraycopy(slices, first, newSlices, 0, count);
        ends = newEnds;
        slices = newSlices;
        first = 0;
    }
}
