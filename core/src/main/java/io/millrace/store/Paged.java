/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

/** Something with a cell a slot, which grows as slots are added. */
interface Paged {
    /** Makes room for the next {@link LongPages#PAGE_SIZE} slots, all zero or null. */
    void addPage();

    /** The size of what there is, without what is referred to. */
    long sizeBytes();
}
