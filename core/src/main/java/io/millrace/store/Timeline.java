/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Elements of one key in the order of their timestamps; those with equal timestamps in the order in which they came.
 * Adding at the end and removing from the front are quick, and so they mostly come and go. Only {@link Timelines}
 * changes one.
 */
public final class Timeline {
    private static final int LEAST_ROOM = 4;

    private long[] timestamps;
    private Object[] values;
    private int first;
    private int end;

    Timeline() {
        this(new long[LEAST_ROOM], new Object[LEAST_ROOM], 0);
    }

    private Timeline(long[] timestamps, Object[] values, int end) {
        this.timestamps = timestamps;
        this.values = values;
        this.end = end;
    }

    /** Returns one that shares the elements, which nobody may change, and nothing else. */
    Timeline copy() {
        int size = size();
        int room = Math.max(LEAST_ROOM, size + size / 4);
        long[] ownTimestamps = new long[room];
        Object[] ownValues = new Object[room];
        System.arraycopy(timestamps, first, ownTimestamps, 0, size);
        System.arraycopy(values, first, ownValues, 0, size);
        return new Timeline(ownTimestamps, ownValues, size);
    }

    public int size() {
        return end - first;
    }

    public boolean isEmpty() {
        return end == first;
    }

    /** Returns the timestamp of the element at a place, from 0. */
    public long timestamp(int place) {
        return timestamps[first + place];
    }

    /** Returns the element at a place, from 0. */
    public Object value(int place) {
        return values[first + place];
    }

    /** Returns the place of the first element whose timestamp is not below the given one; the size where there is none. */
    public int placeOf(long timestamp) {
        int low = first;
        int high = end;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (timestamps[middle] < timestamp) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - first;
    }

    /** Adds an element behind those that are not later; returns its place. */
    int add(long timestamp, Object value) {
        if (end == timestamps.length) {
            makeRoom();
        }
        int place = end;
        if (first < end && timestamps[end - 1] > timestamp) {
            place = timestamp == Long.MAX_VALUE ? end : first + placeOf(timestamp + 1);
            System.arraycopy(timestamps, place, timestamps, place + 1, end - place);
            System.arraycopy(values, place, values, place + 1, end - place);
        }
        timestamps[place] = timestamp;
        values[place] = value;
        end++;
        return place - first;
    }

    /** Removes all elements whose timestamps are not above the given one. */
    void removeUpTo(long timestamp) {
        int until = timestamp == Long.MAX_VALUE ? end : first + placeOf(timestamp + 1);
        Arrays.fill(values, first, until, null);
        first = until;
    }

    /** Replaces each element by what it becomes. */
    void replaceAll(UnaryOperator<Object> change) {
        for (int place = first; place < end; place++) {
            values[place] = change.apply(values[place]);
        }
    }

    private void makeRoom() {
        int size = size();
        boolean halfIsFree = 2 * size <= timestamps.length;
        long[] roomyTimestamps = halfIsFree ? timestamps : new long[2 * size];
        Object[] roomyValues = halfIsFree ? values : new Object[2 * size];
        System.arraycopy(timestamps, first, roomyTimestamps, 0, size);
        System.arraycopy(values, first, roomyValues, 0, size);
        if (halfIsFree) {
            Arrays.fill(values, size, end, null);
        }
        timestamps = roomyTimestamps;
        values = roomyValues;
        first = 0;
        end = size;
    }
}
