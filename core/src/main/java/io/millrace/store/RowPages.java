/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowData;
import io.millrace.data.RowView;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows by number, in copy-on-write pages: numbers and booleans as words, without an object a row or a value. What a row has lies together, so that whoever comes by at
 * random, as a join does and a ranking, finds it at once. What is referred to is immutable, and not copied.
 *
 * <p>A page is made when a row of it is first written, and cloned as in {@link LongPages}.
 */
@SuppressWarnings("NullAway") // takes the nullness of references for that of pages
public final class RowPages implements Paged, SlotKeys {
    private static final int PAGE_BYTES = 1 << 14;
    private static final int MIN_SHIFT = 4;
    private static final int HASH_FACTOR = 0x9E3779B1;

    private final OpenSnapshots snapshots;
    private final RowLayout layout;
    private final int shift;
    private final int mask;
    private long[][] words = new long[4][]; // a page is null until it is made
    private @Nullable Object[][] objects = new @Nullable Object[4][];
    private boolean[] owned = new boolean[4]; // those that no snapshot shares
    private int pageCount;
    private long bytes;

    RowPages(RowLayout layout, OpenSnapshots snapshots) {
        this.layout = layout;
        this.snapshots = snapshots;
        int rowBytes = Math.max(1, layout.words * Long.BYTES + layout.objects * Integer.BYTES);
        int rows = Math.max(1 << MIN_SHIFT, Math.min(LongPages.PAGE_SIZE, PAGE_BYTES / rowBytes));
        this.shift = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(rows);
        this.mask = (1 << shift) - 1;
    }

    /** Returns how many columns a row has. */
    public int width() {
        return layout.width();
    }

    /** Returns whether a column of a row is null. */
    public boolean isNull(int row, int column) {
        int place = layout.places[column];
        return place < 0
                ? objects(row)[objectsOf(row) + ~place] == null
                : layout.isNull(words(row), wordsOf(row), place);
    }

    /** Returns a number or a boolean of a row, of a fraction its bits; 0 where it is null. */
    public long word(int row, int column) {
        return words(row)[wordsOf(row) + layout.places[column]];
    }

    /** Returns the value of a column that is neither a number nor a boolean, or null. */
    public @Nullable Object object(int row, int column) {
        return objects(row)[objectsOf(row) + ~layout.places[column]];
    }

    /** Returns the value of a column, boxed as {@link ColumnBatch#value} gives it. */
    public @Nullable Object value(int row, int column) {
        return layout.value(words(row), wordsOf(row), objects(row), objectsOf(row), column);
    }

    /**
     * Copies a value to an array of a column of its kind.
     *
     * @return false where it is null, and nothing was copied
     */
    public boolean copy(int row, int column, Object array, int position) {
        int place = layout.places[column];
        if (place < 0) {
            Object value = objects(row)[objectsOf(row) + ~place];
            if (value == null) {
                return false;
            }
            ((Object[]) array)[position] = value;
            return true;
        }
        long[] from = words(row);
        int start = wordsOf(row);
        if (layout.isNull(from, start, place)) {
            return false;
        }
        RowLayout.set(array, position, from[start + place]);
        return true;
    }

    /** Returns a row as an object. */
    public RowData row(int row) {
        return layout.row(words(row), wordsOf(row), objects(row), objectsOf(row));
    }

    private long[] words(int row) {
        return words[row >>> shift];
    }

    private @Nullable Object[] objects(int row) {
        return objects[row >>> shift];
    }

    private int wordsOf(int row) {
        return (row & mask) * layout.words;
    }

    private int objectsOf(int row) {
        return (row & mask) * layout.objects;
    }

    /** Returns whether the first columns of a row hold the same as all columns of a batch do at a position. */
    public boolean isSame(int row, ColumnBatch batch, int position) {
        for (int column = 0; column < batch.columns.length; column++) {
            if (!isSame(row, column, batch.columns[column], batch.isNull(column, position), position)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether two rows hold the same. */
    public boolean isSame(int row, int other) {
        long[] words = words(row);
        long[] otherWords = words(other);
        int start = wordsOf(row);
        int otherStart = wordsOf(other);
        for (int word = 0; word < layout.words; word++) {
            if (words[start + word] != otherWords[otherStart + word]) {
                return false;
            }
        }
        for (int object = 0; object < layout.objects; object++) {
            if (!RowData.areEqual(objects(row)[objectsOf(row) + object], objects(other)[objectsOf(other) + object])) {
                return false;
            }
        }
        return true;
    }

    /** Returns a hash of what a row holds, for as long as the process lives. */
    int hash(int row) {
        int hash = 0;
        for (int word = 0; word < layout.words; word++) {
            hash = HASH_FACTOR * hash + Long.hashCode(words(row)[wordsOf(row) + word]);
        }
        for (int object = 0; object < layout.objects; object++) {
            hash = HASH_FACTOR * hash + RowData.hashOf(objects(row)[objectsOf(row) + object]);
        }
        return hash;
    }

    private boolean isSame(int row, int column, Object array, boolean isNull, int position) {
        if (layout.places[column] >= 0) {
            return isNull(row, column) == isNull && (isNull || word(row, column) == RowLayout.word(array, position));
        }
        return RowData.areEqual(object(row, column), isNull ? null : ((Object[]) array)[position]);
    }

    /** Returns whether a row equals a {@link RowView} or a {@link RowData}. */
    @Override
    public boolean isKey(int row, Object key) {
        if (!(key instanceof RowView view)) {
            return row(row).equals(key);
        } else if (view.size() != layout.width()) {
            return false;
        }
        for (int column = 0; column < layout.width(); column++) {
            Object array = view.array(column);
            if (!layout.isOf(column, array) || !isSame(row, column, array, view.isNull(column), view.position())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public long touch(int row) {
        long first = layout.words == 0 ? 0 : words(row)[wordsOf(row)];
        return layout.objects == 0 || objects(row)[objectsOf(row)] == null ? first : first + 1;
    }

    /** Whether a key can be kept as a row of these. */
    boolean fits(Object key) {
        if (key instanceof RowData row) {
            return layout.fits(row);
        }
        return key instanceof RowView view && layout.fits(view);
    }

    /** Keeps a key that {@link #fits}. */
    void setKey(int row, Object key) {
        if (key instanceof RowView view) {
            set(row, view);
        } else {
            set(row, (RowData) key);
        }
    }

    private void set(int row, RowView view) {
        own(row);
        Arrays.fill(words(row), wordsOf(row), wordsOf(row) + layout.nullWords, 0);
        for (int column = 0; column < layout.width(); column++) {
            set(row, column, view.array(column), view.isNull(column), view.position());
        }
    }

    private void set(int row, int column, Object array, boolean isNull, int position) {
        int place = layout.places[column];
        if (place < 0) {
            objects(row)[objectsOf(row) + ~place] = isNull ? null : ((Object[]) array)[position];
        } else if (isNull) {
            layout.setNull(words(row), wordsOf(row), place);
        } else {
            words(row)[wordsOf(row) + place] = RowLayout.word(array, position);
        }
    }

    /** Writes all columns of a batch at a position to the first columns of a row. */
    void set(int row, ColumnBatch batch, int position) {
        own(row);
        long[] toWords = words(row);
        @Nullable Object[] toObjects = objects(row);
        int word = wordsOf(row);
        int object = objectsOf(row);
        Arrays.fill(toWords, word, word + layout.nullWords, 0);
        for (int column = 0; column < batch.columns.length; column++) {
            int place = layout.places[column];
            boolean isNull = batch.isNull(column, position);
            Object from = batch.columns[column];
            if (place < 0) {
                toObjects[object + ~place] = isNull ? null : ((Object[]) from)[position];
            } else if (isNull) {
                layout.setNull(toWords, word, place);
            } else {
                toWords[word + place] = RowLayout.word(from, position);
            }
        }
    }

    /** Writes a whole number to a column of a row. */
    void set(int row, int column, long value) {
        own(row);
        words(row)[wordsOf(row) + layout.places[column]] = value;
    }

    /** Writes a whole row. */
    void set(int row, RowData values) {
        own(row);
        Arrays.fill(words(row), wordsOf(row), wordsOf(row) + layout.nullWords, 0);
        for (int column = 0; column < layout.width(); column++) {
            Object value = values.get(column);
            int place = layout.places[column];
            if (place < 0) {
                objects(row)[objectsOf(row) + ~place] = value;
            } else if (value == null) {
                layout.setNull(words(row), wordsOf(row), place);
            } else {
                words(row)[wordsOf(row) + place] = layout.word(column, value);
            }
        }
    }

    /** Lets go of what a row holds. */
    void clear(int row) {
        if (layout.objects > 0) {
            own(row);
            Arrays.fill(objects(row), objectsOf(row), objectsOf(row) + layout.objects, null);
        }
    }

    /** The page of a row is safe to write from here on. */
    private void own(int row) {
        if (!owned[row >>> shift]) {
            ownPage(row >>> shift);
        }
    }

    private void ownPage(int page) {
        if (words[page] == null) {
            words[page] = new long[layout.words << shift];
            objects[page] = new @Nullable Object[layout.objects << shift];
            bytes += ((long) layout.words * Long.BYTES + (long) layout.objects * Integer.BYTES) << shift;
        } else if (snapshots.isOpen()) {
            words[page] = words[page].clone();
            objects[page] = objects[page].clone();
        }
        owned[page] = true;
    }

    /** Makes room for the rows of the next {@link LongPages#PAGE_SIZE} numbers. */
    @Override
    public void addPage() {
        pageCount += LongPages.PAGE_SIZE >>> shift;
        if (pageCount > words.length) {
            int room = Math.max(pageCount, words.length * 2);
            words = Arrays.copyOf(words, room);
            objects = Arrays.copyOf(objects, room);
            owned = Arrays.copyOf(owned, room);
        }
    }

    /** How many rows there is room for. */
    int capacity() {
        return pageCount << shift;
    }

    /** The rows as they are now. */
    SharedRowPages share() {
        owned = new boolean[owned.length];
        return new SharedRowPages(layout, shift, Arrays.copyOf(words, pageCount), Arrays.copyOf(objects, pageCount));
    }

    /** The size of all pages, without what they refer to. */
    @Override
    public long sizeBytes() {
        return bytes;
    }
}
