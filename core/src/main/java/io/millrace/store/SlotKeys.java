/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

/** Keys by slot, for an index. */
interface SlotKeys {
    /** Returns whether the key of a slot equals another. */
    boolean isKey(int slot, Object key);

    /** As {@link KeyedStore#touch}, of the key of a slot. */
    long touch(int slot);
}
