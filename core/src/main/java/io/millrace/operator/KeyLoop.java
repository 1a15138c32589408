/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.RecordBatch;
import io.millrace.function.KeySelector;
import io.millrace.store.KeyGroups;
import io.millrace.store.KeyHash;

/** Takes the key of each row of a batch and says to which subtask it belongs. Copied, see {@link Kernels}. */
public interface KeyLoop {
    /** Makes the loop for a key selector. */
    static KeyLoop of(Kernels kernels, KeySelector<Object, Object> selector) {
        return kernels.instance(KeyLoop.class, Targets.class, selector);
    }

    /**
     * @param targets receives the subtask of each row
     * @param longKeys receives the key of each row where it is a {@code Long}
     * @return whether all keys were
     */
    boolean run(
            KeySelector<Object, Object> selector,
            RecordBatch batch,
            int maxParallelism,
            int parallelism,
            int[] targets,
            long[] longKeys)
            throws Exception;

    /** The loop. */
    final class Targets implements KeyLoop {
        @Override
        public boolean run(
                KeySelector<Object, Object> selector,
                RecordBatch batch,
                int maxParallelism,
                int parallelism,
                int[] targets,
                long[] longKeys)
                throws Exception {
            Object[] values = batch.values;
            int size = batch.size;
            boolean allLongs = true;
            for (int row = 0; row < size; row++) {
                Object key = selector.getKey(values[row]);
                int hash;
                if (key instanceof Long number) {
                    long longKey = number;
                    longKeys[row] = longKey;
                    hash = KeyHash.of(longKey);
                } else if (key == null) {
                    throw new NullPointerException("A key selector gave null for " + values[row]
                            + ". Filter such records out before keyBy, or give them a key.");
                } else {
                    allLongs = false;
                    hash = KeyHash.of(key);
                }
                targets[row] =
                        KeyGroups.subtaskOf(KeyGroups.keyGroupOf(hash, maxParallelism), maxParallelism, parallelism);
            }
            return allLongs;
        }
    }
}
