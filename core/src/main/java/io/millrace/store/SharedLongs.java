/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

/** Longs by slot at the moment of a snapshot. */
record SharedLongs(long[][] pages) {
    long get(int slot) {
        return pages[slot >>> LongPages.SHIFT][slot & LongPages.MASK];
    }
}
