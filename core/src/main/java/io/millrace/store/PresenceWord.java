/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import org.jspecify.annotations.Nullable;

/**
 * Which of some states a slot has: a bit for each in one long a slot. The first word of a store has the bit {@link KeySlots#LIVE} besides. States that find
 * no room in it are in a second word, and so on; the bit {@link #MORE} of a word says that the slot has something in the next one, so that the first word
 * alone tells whether a slot has any state.
 */
final class PresenceWord {
    /** How many states one word is for. */
    static final int STATES = 62;

    private static final long MORE = 1L << STATES;

    private final LongPages pages;
    private final @Nullable PresenceWord before;

    /** @param before the word that has no more room; null for the first one */
    PresenceWord(LongPages pages, @Nullable PresenceWord before) {
        this.pages = pages;
        this.before = before;
    }

    boolean isFirst() {
        return before == null;
    }

    LongPages pages() {
        return pages;
    }

    boolean has(int slot, long bit) {
        return (pages.get(slot) & bit) != 0;
    }

    void mark(int slot, long bit) {
        long mask = pages.get(slot);
        if ((mask & bit) == 0) {
            pages.set(slot, mask | bit);
            if (mask == 0 && before != null) {
                before.mark(slot, MORE);
            }
        }
    }

    void unmark(int slot, long bit) {
        long mask = pages.get(slot) & ~bit;
        pages.set(slot, mask);
        if (mask == 0 && before != null) {
            before.unmark(slot, MORE);
        }
    }
}
