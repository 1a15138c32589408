/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.util.Arrays;

/** The timers of one key: distinct timestamps in order. Quick at both ends, where timers mostly come and go. */
final class TimerSet {
    private long[] timestamps;
    private int first;
    private int end;

    TimerSet() {
        this.timestamps = new long[1];
    }

    private TimerSet(long[] timestamps) {
        this.timestamps = timestamps;
        this.end = timestamps.length;
    }

    TimerSet copy() {
        return new TimerSet(toArray());
    }

    long[] toArray() {
        return Arrays.copyOfRange(timestamps, first, end);
    }

    boolean isEmpty() {
        return first == end;
    }

    int size() {
        return end - first;
    }

    void clear() {
        first = end;
    }

    long first() {
        return timestamps[first];
    }

    long removeFirst() {
        return timestamps[first++];
    }

    boolean contains(long timestamp) {
        return Arrays.binarySearch(timestamps, first, end, timestamp) >= 0;
    }

    /** Returns false where it is there already. */
    boolean add(long timestamp) {
        int place = end;
        if (first < end && timestamps[end - 1] >= timestamp) {
            int found = Arrays.binarySearch(timestamps, first, end, timestamp);
            if (found >= 0) {
                return false;
            }
            place = -found - 1;
        }
        if (end == timestamps.length) {
            place -= first;
            makeRoom();
        }
        System.arraycopy(timestamps, place, timestamps, place + 1, end - place);
        timestamps[place] = timestamp;
        end++;
        return true;
    }

    /** Returns false where it is not there. */
    boolean remove(long timestamp) {
        int place = Arrays.binarySearch(timestamps, first, end, timestamp);
        if (place < 0) {
            return false;
        }
        if (place == first) {
            first++;
        } else {
            System.arraycopy(timestamps, place + 1, timestamps, place, end - place - 1);
            end--;
        }
        return true;
    }

    private void makeRoom() {
        int size = end - first;
        long[] target = 2 * size <= timestamps.length ? timestamps : new long[2 * size];
        System.arraycopy(timestamps, first, target, 0, size);
        timestamps = target;
        first = 0;
        end = size;
    }
}
