/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.RowType;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a store at the moment of a snapshot.
 *
 * @param columns that the keys consist of; null where nobody has said
 */
record SharedKeys(
        SharedLongs longKeys,
        @Nullable SharedObjects objectKeys,
        @Nullable SharedRowPages rowKeys,
        SharedLongs presence,
        @Nullable RowType columns,
        boolean holdsLongs,
        boolean holdsIntegers,
        int slotCount,
        int size) {

    /** Whether there is something to save of the slot: a key that has more than a slot. */
    boolean isPresent(int slot) {
        return (presence.get(slot) & ~KeySlots.LIVE) != 0;
    }

    boolean isLive(int slot) {
        return presence.get(slot) < 0;
    }

    Object keyOf(int slot) {
        Object key = objectKeys == null ? null : objectKeys.get(slot);
        if (key != null) {
            return key;
        } else if (rowKeys != null) {
            return rowKeys.row(slot);
        }
        long unboxed = longKeys.get(slot);
        return holdsIntegers ? (Object) (int) unboxed : (Object) unboxed;
    }
}
