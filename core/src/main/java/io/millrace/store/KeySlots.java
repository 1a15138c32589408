/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.RowData;
import io.millrace.data.RowType;
import io.millrace.data.RowView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which slot is whose: the key indexes, the keys by slot, a presence mask by slot, and the free slots.
 *
 * <p>Long and Integer keys are kept unboxed. The first of the two types to appear takes the long index; everything else
 * goes to the object index, so that a key comes back as the type it came in. Where the first key is a row of several columns, such rows are kept without an object, and
 * there are no unboxed numbers.
 */
final class KeySlots {
    /** Bit of the presence mask: the slot has a key. */
    static final long LIVE = 1L << 63;

    private final OpenSnapshots snapshots;
    private final List<Paged> columns = new ArrayList<>();
    private final LongKeyIndex longIndex = new LongKeyIndex();
    private final LongPages longKeys;
    private final LongPages presence;
    private final ChangedSlots changes = new ChangedSlots();
    private @Nullable ObjectKeyIndex objectIndex;
    private @Nullable ObjectPages objectKeys;
    private @Nullable ObjectKeyIndex rowIndex;
    private @Nullable RowPages rowKeys;
    private @Nullable RowType keyType;
    private boolean holdsLongs;
    private boolean holdsIntegers;
    private int capacity;
    private int slotCount;
    private int nextFreePlusOne; // free slots are chained through their key cells
    private int size;

    KeySlots(OpenSnapshots snapshots) {
        this.snapshots = snapshots;
        this.longKeys = newLongPages();
        this.presence = newLongPages();
    }

    /** The columns that keys consist of; null where nobody has said. */
    @Nullable
    RowType keyType() {
        return keyType;
    }

    void setKeyType(RowType columns) {
        keyType = columns;
    }

    LongPages newLongPages() {
        return grown(new LongPages(snapshots));
    }

    ObjectPages newObjectPages() {
        return grown(new ObjectPages(snapshots));
    }

    RowPages newRowPages(RowLayout layout) {
        return grown(new RowPages(layout, snapshots));
    }

    /** Says that a column is used no more. */
    void drop(Paged column) {
        columns.remove(column);
    }

    private <P extends Paged> P grown(P column) {
        for (int slots = 0; slots < capacity; slots += LongPages.PAGE_SIZE) {
            column.addPage();
        }
        columns.add(column);
        return column;
    }

    int find(long key) {
        return holdsLongs ? longIndex.find(key) : findOther(key);
    }

    int find(int key) {
        return holdsIntegers ? longIndex.find(key) : findOther(key);
    }

    int find(Object key) {
        if (key instanceof Long longKey) {
            return find(longKey.longValue());
        }
        if (key instanceof Integer integerKey) {
            return find(integerKey.intValue());
        }
        return findOther(key);
    }

    private int findOther(Object key) {
        requireKey(key);
        ObjectKeyIndex rows = rowIndex;
        int slot = rows == null ? -1 : rows.find(key);
        ObjectKeyIndex others = objectIndex;
        return slot >= 0 || others == null ? slot : others.find(key);
    }

    /** As {@link KeyedStore#touch(long)}. */
    int touch(long key) {
        return holdsLongs ? longIndex.touch(key) : -1;
    }

    /** As {@link KeyedStore#touch(RowView)}. */
    int touch(RowView key) {
        ObjectKeyIndex rows = rowIndex;
        return rows == null ? -1 : rows.touch(key);
    }

    /** Gives a key that has none a slot. */
    int add(long key) {
        if (!holdsLongs) {
            if (holdsIntegers || rowKeys != null) {
                return addOther(key);
            }
            holdsLongs = true;
        }
        return addLong(key);
    }

    int add(int key) {
        if (!holdsIntegers) {
            if (holdsLongs || rowKeys != null) {
                return addOther(key);
            }
            holdsIntegers = true;
        }
        return addLong(key);
    }

    int add(Object key) {
        if (key instanceof Long longKey) {
            return add(longKey.longValue());
        }
        if (key instanceof Integer integerKey) {
            return add(integerKey.intValue());
        }
        return addOther(key);
    }

    private int addLong(long key) {
        int slot = newSlot();
        longKeys.set(slot, key);
        longIndex.insert(key, slot);
        return slot;
    }

    /** Gives the key that a view is at, and that has none, a slot. */
    int add(RowView key) {
        return keepsRow(key) ? addRow(key) : addOther(key.toRow());
    }

    private boolean keepsRow(Object key) {
        if (rowKeys == null && !holdsLongs && !holdsIntegers) {
            beginRows(key);
        }
        return rowKeys != null && rowKeys.fits(key);
    }

    private void beginRows(Object key) {
        RowLayout layout;
        if (key instanceof RowView view && view.size() > 1) {
            layout = RowLayout.of(view);
        } else if (key instanceof RowData row && row.size() > 1 && keyType != null) {
            layout = RowLayout.of(keyType);
        } else {
            return;
        }
        RowPages rows = newRowPages(layout);
        rowKeys = rows;
        rowIndex = new ObjectKeyIndex(rows);
    }

    private int addRow(Object key) {
        int slot = newSlot();
        Objects.requireNonNull(rowKeys).setKey(slot, key);
        Objects.requireNonNull(rowIndex).insert(key, slot);
        return slot;
    }

    private int addOther(Object key) {
        if (keepsRow(key)) {
            return addRow(key);
        }
        ObjectPages keys = objectKeys;
        ObjectKeyIndex index = objectIndex;
        if (keys == null || index == null) {
            keys = newObjectPages();
            index = new ObjectKeyIndex(keys);
            objectKeys = keys;
            objectIndex = index;
        }
        int slot = newSlot();
        keys.set(slot, key);
        index.insert(key, slot);
        return slot;
    }

    private static void requireKey(Object key) {
        Objects.requireNonNull(key, "A key must not be null: let the key selector return a value for every record");
    }

    private int newSlot() {
        int slot = nextFreePlusOne - 1;
        if (slot >= 0) {
            nextFreePlusOne = (int) longKeys.get(slot);
        } else {
            slot = slotCount++;
            if (slot == capacity) {
                addPages();
            }
        }
        presence.set(slot, LIVE);
        changes.take(slot);
        size++;
        return slot;
    }

    private void addPages() {
        capacity += LongPages.PAGE_SIZE;
        for (Paged column : columns) {
            column.addPage();
        }
    }

    /** Takes the slot from its key. The cells of the slot are empty already. */
    void free(int slot) {
        if (changes.free(slot)) {
            changes.addGone(keyOf(slot));
        }
        ObjectPages keys = objectKeys;
        Object key = keys == null ? null : keys.get(slot);
        if (keys != null && key != null && objectIndex != null) {
            objectIndex.remove(key, slot);
            keys.set(slot, null);
        } else if (rowKeys != null && rowIndex != null) {
            rowIndex.remove(rowKeys.row(slot), slot);
            rowKeys.clear(slot);
        } else {
            longIndex.remove(longKeys.get(slot));
        }
        longKeys.set(slot, nextFreePlusOne);
        nextFreePlusOne = slot + 1;
        presence.set(slot, 0);
        size--;
    }

    Object keyOf(int slot) {
        Object key = objectKeys == null ? null : objectKeys.get(slot);
        if (key != null) {
            return key;
        } else if (rowKeys != null) {
            return rowKeys.row(slot);
        }
        long unboxed = longKeys.get(slot);
        return holdsIntegers ? (Object) (int) unboxed : (Object) unboxed;
    }

    boolean isLive(int slot) {
        return presence.get(slot) < 0;
    }

    /** Whether the slot has a key and nothing else. */
    boolean isEmpty(int slot) {
        return presence.get(slot) == LIVE;
    }

    LongPages presence() {
        return presence;
    }

    ChangedSlots changes() {
        return changes;
    }

    /** One more than the highest slot ever used. */
    int slotCount() {
        return slotCount;
    }

    /** How many keys have a slot. */
    int size() {
        return size;
    }

    /** The most index entries that one operation ever moved. */
    int largestMove() {
        int others = Math.max(
                objectIndex == null ? 0 : objectIndex.largestMove(), rowIndex == null ? 0 : rowIndex.largestMove());
        return Math.max(longIndex.largestMove(), others);
    }

    long sizeBytes() {
        long columnBytes = 0;
        for (Paged column : columns) {
            columnBytes += column.sizeBytes();
        }
        return columnBytes
                + longIndex.sizeBytes()
                + (objectIndex == null ? 0 : objectIndex.sizeBytes())
                + (rowIndex == null ? 0 : rowIndex.sizeBytes());
    }

    /** The keys as they are now. */
    SharedKeys share() {
        return new SharedKeys(
                longKeys.share(),
                objectKeys == null ? null : objectKeys.share(),
                rowKeys == null ? null : rowKeys.share(),
                presence.share(),
                keyType,
                holdsLongs,
                holdsIntegers,
                slotCount,
                size);
    }
}
