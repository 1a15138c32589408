/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.RecordBatch;
import io.millrace.function.KeySelector;

/** Takes the keys of a batch without boxes. Copied for each key selector, see {@link Kernels}. */
interface LongKeyLoop {
    /**
     * @param longKeys receives the key of each row
     * @return whether all keys are {@code Long}s; at the first that is not, the loop stops
     */
    boolean run(KeySelector<Object, Object> selector, RecordBatch batch, long[] longKeys) throws Exception;

    /** The loop. */
    final class Take implements LongKeyLoop {
        @Override
        public boolean run(KeySelector<Object, Object> selector, RecordBatch batch, long[] longKeys) throws Exception {
            Object[] values = batch.values;
            int size = batch.size;
            for (int row = 0; row < size; row++) {
                Object value = values[row];
                if (value instanceof SlicePartial || !(selector.getKey(value) instanceof Long key)) {
                    return false;
                }
                longKeys[row] = key;
            }
            return true;
        }
    }
}
