/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.store.SliceKeys;
import io.millrace.store.SliceStore;
import io.millrace.store.SliceTable;

/**
 * Contents that are moved from window to window: slices are taken in as the window's end passes them, and given up as its
 * start does, so that the cost of a firing does not depend on how many slices the window has. Slots are the numbers of the
 * keys in {@link SliceKeys}.
 */
abstract class MovingContents extends SliceContents {
    /** How many accumulators are moved in one step before the host gets its turn. */
    private static final int STEP = 1 << 17;

    protected final SliceStore store;
    protected final SliceKeys keys;
    private final long size;

    /** Slices that end after {@code from} and up to {@code to} are in. */
    private long from = Long.MIN_VALUE;

    private long to = Long.MIN_VALUE;
    private int limit;
    private int done;

    /** Late elements look for their keys in many slices, which are then kept as they are. */
    private boolean lateSeen;

    MovingContents(SliceStore store, long size) {
        this.store = store;
        this.keys = store.numberedKeys();
        this.size = size;
    }

    @Override
    final boolean moveTo(long windowEnd) {
        done = 0;
        long start = windowEnd - size;
        if (to <= start || store.renumber()) {
            clear();
            makeRoom();
            from = start;
            to = start;
        }
        return giveUpTo(start) && settle() && takeInTo(windowEnd);
    }

    private boolean giveUpTo(long start) {
        int index = store.indexAfter(from);
        while (index < store.count() && store.at(index).end() <= Math.min(start, to)) {
            SliceTable slice = store.at(index++);
            giveUp(slice);
            from = slice.end();
            if (isStepOver(slice)) {
                return false;
            }
        }
        from = Math.max(from, start);
        return true;
    }

    private boolean takeInTo(long windowEnd) {
        int index = store.indexAfter(to);
        while (index < store.count() && store.at(index).end() <= windowEnd) {
            SliceTable slice = store.at(index++);
            store.number(slice);
            makeRoom();
            takeIn(slice);
            to = slice.end();
            if (!lateSeen) {
                store.seal(slice);
            }
            if (isStepOver(slice)) {
                return false;
            }
        }
        to = windowEnd;
        return true;
    }

    /** Counts the work that a slice was; returns whether it is enough for now. */
    protected final boolean isStepOver(SliceTable slice) {
        done += slice.size() + 1;
        return done >= STEP;
    }

    protected final long from() {
        return from;
    }

    protected final long to() {
        return to;
    }

    protected final boolean isIn(SliceTable slice) {
        return from < slice.end() && slice.end() <= to;
    }

    @Override
    final void beforeDrop(SliceTable slice) {
        if (isIn(slice)) {
            giveUp(slice);
            from = slice.end();
        }
    }

    @Override
    final void afterChange(SliceTable slice, Object key) {
        lateSeen = true;
        if (isIn(slice)) {
            store.number(slice);
            makeRoom();
            changed(slice, key);
        }
    }

    /** Keys of slices that are not in yet may have higher numbers. */
    @Override
    final int slots() {
        return limit;
    }

    @Override
    final Object keyAt(int slot) {
        return keys.keyOf(slot);
    }

    private void makeRoom() {
        limit = keys.limit();
        makeRoom(limit);
    }

    /** Makes room for keys with lower numbers than {@code limit}. */
    abstract void makeRoom(int limit);

    /** A key of a slice that is in has changed. */
    abstract void changed(SliceTable slice, Object key);

    /** Forgets all slices. */
    abstract void clear();

    /** Takes in a slice that is later than all that are in. */
    abstract void takeIn(SliceTable slice);

    /** Gives up the earliest slice that is in. */
    abstract void giveUp(SliceTable slice);

    /** Does what must be done between giving up and taking in; returns whether it is done. */
    boolean settle() {
        return true;
    }
}
