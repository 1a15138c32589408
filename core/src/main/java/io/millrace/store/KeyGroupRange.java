/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.snapshot.CorruptSnapshotException;

/**
 * The key groups that one subtask owns.
 *
 * @param first inclusive
 * @param last inclusive; one less than {@code first} where the range is empty
 */
public record KeyGroupRange(int first, int last) {
    public KeyGroupRange {
        if (first < 0 || last < first - 1) {
            throw new IllegalArgumentException("Not a range of key groups: " + first + " to " + last);
        }
    }

    public boolean contains(int keyGroup) {
        return keyGroup >= first && keyGroup <= last;
    }

    /** Holds a row of a table against the key groups of the subtask that wrote it. */
    void requireOwned(int keyGroup, String storeName) throws CorruptSnapshotException {
        if (!contains(keyGroup)) {
            throw new CorruptSnapshotException("A table of " + storeName + " has a row of key group " + keyGroup
                    + ", but the subtask that wrote it owned " + first + " to " + last
                    + ". Restore from another snapshot.");
        }
    }

    boolean overlaps(KeyGroupRange other) {
        return Math.max(first, other.first) <= Math.min(last, other.last);
    }
}
