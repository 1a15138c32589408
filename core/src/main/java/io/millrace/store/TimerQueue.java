/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one time domain. A timer is a timestamp and a key; registered twice, it is still one.
 *
 * <p>A column holds each key's timers, and is what snapshots save. A binary heap holds each slot that has timers once,
 * ordered by its first timestamp and then by slot; it knows where each slot stands, so that deleting leaves nothing
 * behind.
 */
public final class TimerQueue {
    private final ObjectColumn<TimerSet> timers;
    private final @Nullable ColdRows coldRows;
    private final @Nullable ColdTimers cold;
    private long[] heapTimestamps = new long[64];
    private int[] heapSlots = new int[64];
    private int heapSize;
    private int[][] placesPlusOne = new int[4][];
    private long polledTimestamp = Long.MIN_VALUE;
    private long size;

    /**
     * @param coldRows the keys that are not in memory, or null where all are
     * @param cold their timers
     */
    TimerQueue(ObjectColumn<TimerSet> timers, @Nullable ColdRows coldRows, @Nullable ColdTimers cold) {
        this.timers = timers;
        this.coldRows = coldRows;
        this.cold = cold;
    }

    /** Adds a timer; without effect where the key has it already. */
    public void register(int slot, long timestamp) {
        TimerSet set = timers.get(slot);
        if (set == null) {
            set = new TimerSet();
            set.add(timestamp);
            timers.set(slot, set);
        } else if (!set.add(timestamp)) {
            return;
        }
        size++;
        place(slot, set);
    }

    /** Removes a timer; without effect where the key does not have it. */
    public void delete(int slot, long timestamp) {
        TimerSet set = timers.get(slot);
        if (set != null && set.remove(timestamp)) {
            size--;
            place(slot, set);
        }
    }

    /** Removes all timers of a slot. */
    public void deleteAll(int slot) {
        TimerSet set = timers.get(slot);
        if (set != null) {
            size -= set.size();
            set.clear();
            place(slot, set);
        }
    }

    /** The earliest timestamp, or {@code Long.MAX_VALUE} where there is no timer. */
    public long next() {
        long next = nextInMemory();
        return cold == null ? next : Math.min(next, cold.next());
    }

    private long nextInMemory() {
        return heapSize == 0 ? Long.MAX_VALUE : heapTimestamps[0];
    }

    /**
     * Removes the earliest timer that is due by {@code time}, inclusive. Ties go by slot.
     *
     * @return its slot, or -1 where none is due
     */
    public int pollDue(long time) {
        if (coldRows != null && cold != null) {
            coldRows.loadDue(cold, nextInMemory(), time);
        }
        if (heapSize == 0 || heapTimestamps[0] > time) {
            return -1;
        }
        int slot = heapSlots[0];
        TimerSet set = timers.get(slot);
        if (set == null) {
            throw new IllegalStateException("Slot " + slot + " stands in the timer heap, but has no timers");
        }
        polledTimestamp = set.removeFirst();
        size--;
        place(slot, set);
        return slot;
    }

    /** The timestamp of the timer that {@link #pollDue} returned last. */
    public long polledTimestamp() {
        return polledTimestamp;
    }

    /** The timestamps of a slot's timers, in order. */
    public long[] timestampsOf(int slot) {
        TimerSet set = timers.get(slot);
        return set == null ? new long[0] : set.toArray();
    }

    /** How many timers there are, of all keys. */
    public long size() {
        return cold == null ? size : size + cold.size();
    }

    /** The slot's timers go, and stay what they are. */
    void unload(int slot) {
        TimerSet set = (TimerSet) timers.peek(slot);
        if (set != null) {
            size -= set.size();
            removeAt(placeOf(slot));
        }
    }

    /** Takes the timers that came into the column from elsewhere. */
    void loaded(int slot) {
        TimerSet set = (TimerSet) timers.peek(slot);
        if (set != null) {
            size += set.size();
            place(slot, set);
        }
    }

    long sizeBytes() {
        return heapSlots.length * 12L + 64L * timers.size() + 8 * size;
    }

    /** Puts the slot where its first timestamp belongs, or nowhere when it has no timers left. */
    private void place(int slot, TimerSet set) {
        int place = placeOf(slot);
        if (set.isEmpty()) {
            timers.clear(slot);
            removeAt(place);
            return;
        }
        if (place < 0) {
            if (heapSize == heapSlots.length) {
                heapSlots = Arrays.copyOf(heapSlots, heapSize * 2);
                heapTimestamps = Arrays.copyOf(heapTimestamps, heapSize * 2);
            }
            place = heapSize++;
        } else if (heapTimestamps[place] == set.first()) {
            return;
        }
        sift(place, set.first(), slot);
    }

    private void removeAt(int place) {
        setPlaceOf(heapSlots[place], -1);
        heapSize--;
        if (place < heapSize) {
            sift(place, heapTimestamps[heapSize], heapSlots[heapSize]);
        }
    }

    private void sift(int start, long timestamp, int slot) {
        int place = start;
        while (place > 0 && isBefore(timestamp, slot, (place - 1) >>> 1)) {
            place = move((place - 1) >>> 1, place);
        }
        for (int child = 2 * place + 1; child < heapSize; child = 2 * place + 1) {
            if (child + 1 < heapSize && isBefore(heapTimestamps[child + 1], heapSlots[child + 1], child)) {
                child++;
            }
            if (isBefore(timestamp, slot, child)) {
                break;
            }
            place = move(child, place);
        }
        heapTimestamps[place] = timestamp;
        heapSlots[place] = slot;
        setPlaceOf(slot, place);
    }

    private boolean isBefore(long timestamp, int slot, int place) {
        long other = heapTimestamps[place];
        return timestamp < other || (timestamp == other && slot < heapSlots[place]);
    }

    private int move(int source, int target) {
        heapTimestamps[target] = heapTimestamps[source];
        heapSlots[target] = heapSlots[source];
        setPlaceOf(heapSlots[target], target);
        return source;
    }

    private int placeOf(int slot) {
        int page = slot >>> LongPages.SHIFT;
        int @Nullable [] places = page < placesPlusOne.length ? placesPlusOne[page] : null;
        return places == null ? -1 : places[slot & LongPages.MASK] - 1;
    }

    private void setPlaceOf(int slot, int place) {
        int page = slot >>> LongPages.SHIFT;
        if (page >= placesPlusOne.length) {
            placesPlusOne = Arrays.copyOf(placesPlusOne, Math.max(page + 1, 2 * placesPlusOne.length));
        }
        if (placesPlusOne[page] == null) {
            placesPlusOne[page] = new int[LongPages.PAGE_SIZE];
        }
        placesPlusOne[page][slot & LongPages.MASK] = place + 1;
    }
}
