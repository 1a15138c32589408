/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.RowData;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one key, each with how often it is there and with a number that its owner gives it. The rows themselves lie in the {@link RowPages} of all keys, and a bag has
 * their numbers. Rows are found by what they hold; as long as nobody asks for that, adding one costs no more than to a list. Only whoever had it of
 * {@link RowBags#own} changes one.
 *
 * <pre>
 *  place     0      1      2
 *  rows    [ 7 ,    2 ,    9 ]    numbers in the pages; one alone has no array
 *  counts  [ 1 ,    3 ,    1 ]    null while all are 1
 *  marks   [ 0 ,    0 ,    2 ]    null while all are 0
 *  index   hash of a row to its place + 1, open addressing; made when a row is looked for among more than a few
 * </pre>
 */
public final class RowBag {
    private static final int FEW = 8;

    private final RowArena arena;
    private int only; // the row at place 0, while there is room for no other
    private int @Nullable [] rows; // null until then
    private long @Nullable [] counts;
    private long @Nullable [] marks;
    private int @Nullable [] index;
    private int size;

    RowBag(RowArena arena) {
        this.arena = arena;
    }

    /** Returns one that shares the rows, whose numbers are the same, and nothing else. */
    RowBag copy() {
        RowBag copy = new RowBag(arena);
        copy.only = only;
        copy.rows = rows == null ? null : Arrays.copyOf(rows, Math.max(1, size));
        copy.counts = counts == null ? null : Arrays.copyOf(counts, copy.room());
        copy.marks = marks == null ? null : Arrays.copyOf(marks, copy.room());
        copy.index = index == null ? null : index.clone();
        copy.size = size;
        return copy;
    }

    /** Returns how many different rows there are, or, of those that were only appended, how many rows. */
    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** Returns the number of the row at a place, from 0. */
    public int row(int place) {
        int[] known = rows;
        return known == null ? only : known[place];
    }

    private void row(int place, int row) {
        int[] known = rows;
        if (known == null) {
            only = row;
        } else {
            known[place] = row;
        }
    }

    /** For how many rows there is room. */
    private int room() {
        int[] known = rows;
        return known == null ? 1 : known.length;
    }

    /** Returns how often the row at a place is there. */
    public long count(int place) {
        long[] known = counts;
        return known == null ? 1 : known[place];
    }

    /** Returns the number that the row at a place was given, or 0. */
    public long mark(int place) {
        long[] known = marks;
        return known == null ? 0 : known[place];
    }

    /** Gives the row at a place a number. */
    public void mark(int place, long mark) {
        long[] known = marks;
        if (known == null) {
            if (mark == 0) {
                return;
            }
            known = new long[room()];
            marks = known;
        }
        known[place] = mark;
    }

    /** Adds a row without looking whether it is there already; returns its place. For bags from which no row is taken by what it holds. */
    public int append(int row) {
        return append(row, 1);
    }

    private int append(int row, long count) {
        if (size == room()) {
            grow(size < FEW / 2 ? size * 2 : size + (size >> 1));
        }
        int place = size++;
        row(place, row);
        if (counts != null || count != 1) {
            counts()[place] = count;
        }
        if (marks != null) {
            marks[place] = 0;
        }
        int[] places = index;
        if (places != null) {
            if (2 * size > places.length) {
                index = indexed();
            } else {
                places[freeFor(places, row)] = place + 1;
            }
        }
        return place;
    }

    /** Adds a row, or gives it up and counts the one that holds the same once more; returns its place. */
    public int add(int row) {
        int place = find(row);
        if (place < 0) {
            return append(row);
        }
        arena.remove(row);
        counts()[place]++;
        return place;
    }

    /** Takes a row away once that holds the same as another, which is not of the bag. What is then the last row may stand in its place. */
    public void remove(int same) {
        int place = find(same);
        if (place >= 0) {
            removeOnce(place);
        }
    }

    /** Takes the row at a place away once. What is then the last row may stand in its place. */
    public void removeOnce(int place) {
        if (count(place) > 1) {
            counts()[place]--;
        } else {
            removeAt(place);
        }
    }

    /** Forgets the row at a place, however often it is there. What was the last row then stands in its place. */
    public void removeAt(int place) {
        int last = size - 1;
        int[] places = index;
        int hole = places == null ? -1 : indexOf(places, place);
        if (places != null && place != last) {
            places[indexOf(places, last)] = place + 1;
        }
        int gone = row(place);
        row(place, row(last));
        if (counts != null) {
            counts[place] = counts[last];
        }
        if (marks != null) {
            marks[place] = marks[last];
        }
        size = last;
        if (places != null) {
            closeHole(places, hole);
        }
        arena.remove(gone);
    }

    /** Gives up all rows; the bag is used no more. */
    void release() {
        for (int place = 0; place < size; place++) {
            arena.remove(row(place));
        }
    }

    /** Adds rows to a bag that has none. */
    void addAll(CountedRows added) {
        grow(added.size());
        for (int place = 0; place < added.size(); place++) {
            append(arena.add(added.rows()[place]), added.counts()[place]);
            mark(place, added.marks()[place]);
        }
    }

    /**
     * Returns what the bag holds.
     *
     * @param values gives rows by number
     */
    CountedRows boxed(IntFunction<RowData> values) {
        CountedRows boxed = new CountedRows(size);
        for (int place = 0; place < size; place++) {
            boxed.rows()[place] = values.apply(row(place));
            boxed.counts()[place] = count(place);
            boxed.marks()[place] = mark(place);
        }
        return boxed;
    }

    private long[] counts() {
        long[] known = counts;
        if (known == null) {
            known = new long[room()];
            Arrays.fill(known, 1);
            counts = known;
        }
        return known;
    }

    private void grow(int room) {
        int length = Math.max(room, size + 1);
        if (length > 1) {
            int[] known = rows;
            int[] more = known == null ? new int[length] : Arrays.copyOf(known, length);
            more[0] = row(0);
            rows = more;
        }
        counts = counts == null ? null : Arrays.copyOf(counts, length);
        marks = marks == null ? null : Arrays.copyOf(marks, length);
    }

    /** Returns the place of a row that holds the same as another, or -1. */
    int find(int row) {
        if (size <= FEW) {
            for (int place = 0; place < size; place++) {
                if (arena.rows().isSame(row(place), row)) {
                    return place;
                }
            }
            return -1;
        }
        int[] places = index;
        if (places == null) {
            places = indexed();
            index = places;
        }
        int mask = places.length - 1;
        for (int at = start(row, mask); places[at] != 0; at = (at + 1) & mask) {
            if (arena.rows().isSame(row(places[at] - 1), row)) {
                return places[at] - 1;
            }
        }
        return -1;
    }

    private int[] indexed() {
        int[] places = new int[Integer.highestOneBit(Math.max(size, FEW)) << 2];
        for (int place = 0; place < size; place++) {
            places[freeFor(places, row(place))] = place + 1;
        }
        return places;
    }

    private int freeFor(int[] places, int row) {
        int mask = places.length - 1;
        int at = start(row, mask);
        while (places[at] != 0) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private int start(int row, int mask) {
        int hash = arena.rows().hash(row) * 0x9E3779B9;
        return (hash ^ (hash >>> 15)) & mask;
    }

    private int indexOf(int[] places, int place) {
        int mask = places.length - 1;
        int at = start(row(place), mask);
        while (places[at] != place + 1) {
            at = (at + 1) & mask;
        }
        return at;
    }

    /** Moves up what the search for it would no longer reach across a hole. */
    private void closeHole(int[] places, int first) {
        int mask = places.length - 1;
        int hole = first;
        places[hole] = 0;
        for (int at = (hole + 1) & mask; places[at] != 0; at = (at + 1) & mask) {
            int home = start(row(places[at] - 1), mask);
            if (((at - home) & mask) >= ((at - hole) & mask)) {
                places[hole] = places[at];
                places[at] = 0;
                hole = at;
            }
        }
    }
}
