/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.function.KeySelector;

/**
 * The elements of one key and slice that one subtask has seen since its last signal, folded.
 *
 * @param sliceEnd exclusive
 */
record SlicePartial(Object key, long sliceEnd, Object accumulator) {
    /** The key of partial results, and of records that were passed on as they came. */
    static KeySelector<Object, Object> keySelector(KeySelector<Object, Object> records) {
        return value -> value instanceof SlicePartial partial ? partial.key() : records.getKey(value);
    }
}
