/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** References by slot, in copy-on-write pages; see {@link LongPages}. What is referred to is not copied here. */
@SuppressWarnings("NullAway") // takes the nullness of references for that of pages
final class ObjectPages implements Paged, SlotKeys {
    private final OpenSnapshots snapshots;
    private @Nullable Object[][] pages = new @Nullable Object[4][];
    private @Nullable Object[] @Nullable [] owned = new @Nullable Object[4] @Nullable [];
    private int pageCount;

    ObjectPages(OpenSnapshots snapshots) {
        this.snapshots = snapshots;
    }

    @Nullable
    Object get(int slot) {
        return pages[slot >>> LongPages.SHIFT][slot & LongPages.MASK];
    }

    void set(int slot, @Nullable Object value) {
        writable(slot)[slot & LongPages.MASK] = value;
    }

    @Override
    public boolean isKey(int slot, Object key) {
        return key.equals(get(slot));
    }

    @Override
    public long touch(int slot) {
        return get(slot) == null ? 0 : 1;
    }

    /** The page of a slot, safe to write. */
    @Nullable
    Object[] writable(int slot) {
        @Nullable Object[] page = owned[slot >>> LongPages.SHIFT];
        return page != null ? page : own(slot >>> LongPages.SHIFT);
    }

    @Override
    public void addPage() {
        if (pageCount == pages.length) {
            pages = Arrays.copyOf(pages, pageCount * 2);
            owned = Arrays.copyOf(owned, pageCount * 2);
        }
        @Nullable Object[] page = new @Nullable Object[LongPages.PAGE_SIZE];
        pages[pageCount] = page;
        owned[pageCount] = page;
        pageCount++;
    }

    SharedObjects share() {
        owned = new @Nullable Object[pages.length][];
        return new SharedObjects(Arrays.copyOf(pages, pageCount));
    }

    int pageCount() {
        return pageCount;
    }

    @Override
    public long sizeBytes() {
        return (long) pageCount * LongPages.PAGE_SIZE * Integer.BYTES;
    }

    private @Nullable Object[] own(int index) {
        @Nullable Object[] page = pages[index];
        if (snapshots.isOpen()) {
            page = page.clone();
            pages[index] = page;
        }
        owned[index] = page;
        return page;
    }
}
