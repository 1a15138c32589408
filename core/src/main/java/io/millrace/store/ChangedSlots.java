/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which slots changed since the last snapshot, a bit each, and which keys of earlier snapshots have lost their slot
 * since. A bit is set where a cell is written, or handed out to somebody who may change it in place.
 */
final class ChangedSlots {
    private static final long[] NONE = new long[0];

    private long[] changed = NONE;
    private long[] saved = NONE; // the slots whose keys are in an earlier snapshot
    private List<Object> gone = new ArrayList<>();

    void mark(int slot) {
        int word = slot >>> 6;
        if (word >= changed.length) {
            makeRoom(word);
        }
        changed[word] |= 1L << slot;
    }

    private void makeRoom(int word) {
        changed = Arrays.copyOf(changed, Math.max(Math.max(saved.length, word + 1), 2 * changed.length));
    }

    /** Notes that a slot loses its key; returns whether {@link #addGone} must learn which. */
    boolean free(int slot) {
        int word = slot >>> 6;
        long bit = 1L << slot;
        if (word < changed.length) {
            changed[word] &= ~bit;
        }
        boolean isSaved = word < saved.length && (saved[word] & bit) != 0;
        if (isSaved) {
            saved[word] &= ~bit;
        }
        return isSaved;
    }

    /** Whether the slot changed since its key got it. */
    boolean isChangedOrSaved(int slot) {
        return Bits.has(changed, slot) || Bits.has(saved, slot);
    }

    /** Takes a slot whose key just got it for unchanged. */
    void forget(int slot) {
        Bits.clear(changed, slot);
    }

    /** The slots whose keys are in an earlier snapshot. */
    long[] saved() {
        return saved.clone();
    }

    void addGone(Object key) {
        gone.add(key);
    }

    /** Begins anew, as of a snapshot that is taken now; returns what happened before. */
    KeyedChanges take(@Nullable ColdChanges cold) {
        KeyedChanges taken = new KeyedChanges(changed, gone, cold);
        saved = Bits.or(saved, changed);
        changed = NONE;
        gone = new ArrayList<>();
        return taken;
    }
}
