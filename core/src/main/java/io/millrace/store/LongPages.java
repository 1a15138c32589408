/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Longs by slot, in copy-on-write pages.
 *
 * <p>{@code pages} holds every page; {@code owned} holds those that no snapshot shares, so that a write costs one load
 * and one null check more than a plain array. {@link #share} hands out the pages and owns none from then on: a page is
 * cloned when it is first written while a snapshot is open.
 */
final class LongPages implements Paged {
    static final int SHIFT = 10;
    static final int PAGE_SIZE = 1 << SHIFT;
    static final int MASK = PAGE_SIZE - 1;

    private final OpenSnapshots snapshots;
    private long[][] pages = new long[4][];
    private long[] @Nullable [] owned = new long[4] @Nullable [];
    private int pageCount;

    LongPages(OpenSnapshots snapshots) {
        this.snapshots = snapshots;
    }

    long get(int slot) {
        return pages[slot >>> SHIFT][slot & MASK];
    }

    void set(int slot, long value) {
        writable(slot)[slot & MASK] = value;
    }

    /** The page of a slot, safe to write. */
    long[] writable(int slot) {
        long[] page = owned[slot >>> SHIFT];
        return page != null ? page : own(slot >>> SHIFT);
    }

    @Override
    public void addPage() {
        if (pageCount == pages.length) {
            pages = Arrays.copyOf(pages, pageCount * 2);
            owned = Arrays.copyOf(owned, pageCount * 2);
        }
        long[] page = new long[PAGE_SIZE];
        pages[pageCount] = page;
        owned[pageCount] = page;
        pageCount++;
    }

    /** The pages as they are now, never to be written again while a snapshot is open. */
    SharedLongs share() {
        owned = new long[pages.length][];
        return new SharedLongs(Arrays.copyOf(pages, pageCount));
    }

    int pageCount() {
        return pageCount;
    }

    @Override
    public long sizeBytes() {
        return (long) pageCount * PAGE_SIZE * Long.BYTES;
    }

    private long[] own(int index) {
        long[] page = pages[index];
        if (snapshots.isOpen()) {
            page = page.clone();
            pages[index] = page;
        }
        owned[index] = page;
        return page;
    }
}
