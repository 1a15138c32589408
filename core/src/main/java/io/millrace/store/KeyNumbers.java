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

    void set(int slot, int number) {
        numbers[slot] = number;
    }

    /**
     * Makes room for the numbers of all slots up to {@code size}; those that had none are to be set.
     *
     * @return the first of them
     */
    int makeRoom(int size, SpareArrays spares) {
        int first = count;
        if (numbers.length < size) {
            int[] roomier = spares.ints(size);
            System.arraycopy(numbers, 0, roomier, 0, first);
            numbers = roomier;
            shared = false;
        }
        count = size;
        return first;
    }

    /** Sets the numbers of long keys from a slot on. */
    void hold(SliceKeys keys, long[] longKeys, int first) {
        keys.hold(longKeys, first, count, numbers);
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

    /** The keys are held no more; the memory goes to others unless a snapshot reads it. */
    void release(SliceKeys keys, OpenSnapshots snapshots, SpareArrays spares) {
        for (int slot = 0; slot < count; slot++) {
            keys.release(numbers[slot]);
        }
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
