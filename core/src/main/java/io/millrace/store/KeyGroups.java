/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.snapshot.StoredTable;

/**
 * Key → key group → subtask. A key never leaves its key group; a change of parallelism moves whole key groups between
 * subtasks.
 */
public final class KeyGroups {
    /** The field of a keyed table's rows that holds the key group of their key, as an int. */
    public static final String FIELD = "keyGroup";

    private KeyGroups() {}

    /**
     * The key group of a key.
     *
     * @param stableHash {@link KeyHash} of the key
     * @return from 0 to {@code maxParallelism - 1}
     */
    public static int keyGroupOf(int stableHash, int maxParallelism) {
        int hash = stableHash;
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
        hash ^= hash >>> 16;
        // The high half of the product is a remainder's equal without a division.
        return (int) ((Integer.toUnsignedLong(hash) * maxParallelism) >>> 32);
    }

    /** The subtask that owns a key group. */
    public static int subtaskOf(int keyGroup, int maxParallelism, int parallelism) {
        return keyGroup * parallelism / maxParallelism;
    }

    /** The key groups that can be in a table: those of the subtask that wrote it, or all. */
    static KeyGroupRange rangeOf(StoredTable table, int maxParallelism) {
        StoredTable.Writer writer = table.writer();
        return writer == null
                ? new KeyGroupRange(0, maxParallelism - 1)
                : rangeOf(writer.subtask(), maxParallelism, writer.parallelism());
    }

    /** The key groups that a subtask owns: the inverse of {@link #subtaskOf}. */
    public static KeyGroupRange rangeOf(int subtask, int maxParallelism, int parallelism) {
        if (parallelism < 1 || parallelism > maxParallelism || subtask < 0 || subtask >= parallelism) {
            throw new IllegalArgumentException("No subtask " + subtask + " at parallelism " + parallelism
                    + " with a maximum parallelism of " + maxParallelism
                    + ": the parallelism must lie between 1 and the maximum");
        }
        int first = (subtask * maxParallelism + parallelism - 1) / parallelism;
        int last = ((subtask + 1) * maxParallelism - 1) / parallelism;
        return new KeyGroupRange(first, last);
    }
}
