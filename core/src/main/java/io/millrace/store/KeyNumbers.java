/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

/** The numbers that the keys of one slice have in {@link SliceKeys}, by slot. */
final class KeyNumbers {
    private int[] numbers = new int[0];
    private int count;
    private boolean shared; // whether a snapshot that may still be open reads the array

    int at(int slot) {
        return numbers[slot];
    }

    int count() {
        return count;
    }

    /** Sets the numbers of those slots that have none yet. */
    void number(SliceIndex index, SliceKeys keys, SpareArrays spares) {
        int first = count;
        int size = index.size();
        if (numbers.length < size) {
            int[] roomier = spares.ints(size);
            System.arraycopy(numbers, 0, roomier, 0, first);
            numbers = roomier;
            shared = false;
        }
        index.number(keys, first, numbers);
        count = size;
    }

    void renumber(int[] newNumbers, OpenSnapshots snapshots) {
        if (isRead(snapshots)) {
            numbers = numbers.clone();
            shared = false;
        }
        for (int slot = 0; slot < count; slot++) {
            numbers[slot] = newNumbers[numbers[slot]];
        }
    }

    void addTo(long[] set) {
        for (int slot = 0; slot < count; slot++) {
            int number = numbers[slot];
            set[number >>> 6] |= 1L << number;
        }
    }

    /** The numbers are needed no more; the memory goes to others unless a snapshot reads it. */
    void release(OpenSnapshots snapshots, SpareArrays spares) {
        count = 0;
        if (!isRead(snapshots)) {
            spares.give(numbers);
        }
        numbers = new int[0];
        shared = false;
    }

    private boolean isRead(OpenSnapshots snapshots) {
        return shared && snapshots.isOpen();
    }

    /** The numbers as they are now, for a snapshot. */
    int[] share() {
        shared = true;
        return numbers;
    }

    long sizeBytes() {
        return 4L * numbers.length;
    }
}
