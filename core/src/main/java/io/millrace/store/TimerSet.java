/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.util.Arrays;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one key: distinct timestamps in order. Few are a sorted array, quick at both ends, where timers mostly
 * come and go; many are a tree, so that one in the middle does not move all behind it.
 */
final class TimerSet {
    /** An array that is full at this size becomes a tree. */
    static final int MANY = 1024;

    private long[] timestamps;
    private int first;
    private int end;
    private @Nullable TreeSet<Long> many;

    TimerSet() {
        this.timestamps = new long[1];
    }

    private TimerSet(long[] timestamps) {
        this.timestamps = timestamps;
        this.end = timestamps.length;
    }

    TimerSet copy() {
        if (many == null) {
            return new TimerSet(toArray());
        }
        TimerSet copy = new TimerSet();
        copy.many = new TreeSet<>(many);
        return copy;
    }

    long[] toArray() {
        return many != null
                ? many.stream().mapToLong(Long::longValue).toArray()
                : Arrays.copyOfRange(timestamps, first, end);
    }

    boolean isEmpty() {
        return size() == 0;
    }

    int size() {
        return many != null ? many.size() : end - first;
    }

    void clear() {
        first = end;
    }

    long first() {
        return many != null ? many.first() : timestamps[first];
    }

    long removeFirst() {
        TreeSet<Long> tree = many;
        if (tree == null) {
            return timestamps[first++];
        }
        long removed = first();
        remove(removed);
        return removed;
    }

    boolean contains(long timestamp) {
        return many != null ? many.contains(timestamp) : placeOf(timestamp) >= 0;
    }

    private int placeOf(long timestamp) {
        return Arrays.binarySearch(timestamps, first, end, timestamp);
    }

    /** Returns false where it is there already. */
    boolean add(long timestamp) {
        if (many != null) {
            return many.add(timestamp);
        }
        int place = end;
        if (first < end && timestamps[end - 1] >= timestamp) {
            int found = placeOf(timestamp);
            if (found >= 0) {
                return false;
            }
            place = -found - 1;
        }
        if (end == timestamps.length) {
            if (size() >= MANY) {
                return becomeTree().add(timestamp);
            }
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
        if (many != null) {
            return removeFrom(many, timestamp);
        }
        int place = placeOf(timestamp);
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

    private boolean removeFrom(TreeSet<Long> tree, long timestamp) {
        boolean removed = tree.remove(timestamp);
        if (tree.size() < MANY / 4) {
            timestamps = toArray();
            first = 0;
            end = timestamps.length;
            many = null;
        }
        return removed;
    }

    private TreeSet<Long> becomeTree() {
        TreeSet<Long> tree = new TreeSet<>();
        for (int i = first; i < end; i++) {
            tree.add(timestamps[i]);
        }
        many = tree;
        timestamps = new long[0];
        first = 0;
        end = 0;
        return tree;
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
