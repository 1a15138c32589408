/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

/** Keys by slot, for an index. */
interface SlotKeys {
    /** Returns whether the key of a slot equals another. */
    boolean isKey(int slot, Object key);

    /** Looks at the key of a slot, and says what is there, which means nothing. */
    long touch(int slot);
}
