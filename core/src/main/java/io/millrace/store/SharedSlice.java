/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A slice at the moment of a snapshot.
 *
 * @param keys by slot
 */
record SharedSlice(
        long end,
        int size,
        boolean holdsIntegers,
        boolean holdsObjects,
        IntFunction<Object> keys,
        long[] longs,
        @Nullable Object[] objects) {

    Object keyAt(int slot) {
        return keys.apply(slot);
    }
}
