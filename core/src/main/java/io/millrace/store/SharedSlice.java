/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import org.jspecify.annotations.Nullable;

/** A slice at the moment of a snapshot. */
record SharedSlice(
        long end,
        int size,
        boolean holdsIntegers,
        long[] longKeys,
        Object[] objectKeys,
        long[] longs,
        @Nullable Object[] objects) {

    boolean holdsObjects() {
        return objectKeys.length > 0;
    }

    Object keyAt(int slot) {
        if (holdsObjects()) {
            return objectKeys[slot];
        }
        return holdsIntegers ? (Object) (int) longKeys[slot] : (Object) longKeys[slot];
    }
}
