/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.graph;

import java.io.Serializable;

/**
 * Where keyed state is while a job runs. Checkpoints and savepoints are the same whatever this says, so a job that was
 * stopped may go on with another. A job in BATCH mode has one key at a time, and needs memory for that one alone.
 *
 * @param type {@code hashmap} for memory alone; else the name of a store for the keys that memory has no room for
 * @param keysInMemory how many keys each subtask of an operator has in memory, about, where not all are; at least 1
 */
public record StateBackendSettings(String type, int keysInMemory) implements Serializable {
    public static final int DEFAULT_KEYS_IN_MEMORY = 100_000;

    /** All keys in memory; so it is unless set. */
    public static final StateBackendSettings HASHMAP = new StateBackendSettings("hashmap", Integer.MAX_VALUE);

    public StateBackendSettings {
        if (keysInMemory < 1) {
            throw new IllegalArgumentException("At least one key must be in memory, not " + keysInMemory);
        }
    }

    /** The keys that were used lately in memory, and all others in RocksDB; needs {@code millrace-rocksdb}. */
    public static StateBackendSettings rocksdb() {
        return new StateBackendSettings("rocksdb", DEFAULT_KEYS_IN_MEMORY);
    }

    /** The same with room for another number of keys, for each subtask of each operator. */
    public StateBackendSettings withKeysInMemory(int keys) {
        return new StateBackendSettings(type, keys);
    }
}
