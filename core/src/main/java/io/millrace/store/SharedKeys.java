/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import org.jspecify.annotations.Nullable;

/** The keys of a store at the moment of a snapshot. */
record SharedKeys(
        long[][] longKeys,
        @Nullable Object @Nullable [][] objectKeys,
        long[][] presence,
        boolean holdsLongs,
        boolean holdsIntegers,
        int slotCount) {

    /** Whether there is something to save of the slot: a key that has more than a slot. */
    boolean isPresent(int slot) {
        return (presence[slot >>> LongPages.SHIFT][slot & LongPages.MASK] & ~KeySlots.LIVE) != 0;
    }

    boolean isPresent(int slot, long presenceBit) {
        return (presence[slot >>> LongPages.SHIFT][slot & LongPages.MASK] & presenceBit) != 0;
    }

    Object keyOf(int slot) {
        Object key = objectKeys == null ? null : objectKeys[slot >>> LongPages.SHIFT][slot & LongPages.MASK];
        if (key != null) {
            return key;
        }
        long unboxed = longKeys[slot >>> LongPages.SHIFT][slot & LongPages.MASK];
        return holdsIntegers ? (Object) (int) unboxed : (Object) unboxed;
    }
}
