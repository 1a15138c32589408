/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.loop;

import io.millrace.benchmarks.nexmark.Checksum;
import io.millrace.benchmarks.nexmark.Query;
import io.millrace.benchmarks.nexmark.RowHash;
import io.millrace.benchmarks.nexmark.generator.Bid;
import io.millrace.benchmarks.nexmark.generator.Event;
import java.util.Iterator;

/**
 * {@link Query#Q5}: counts bids per auction once, in slices as long as the slide; a window is the sum of its slices,
 * kept up to date by adding the newest slice and subtracting the one that falls out.
 */
final class HotItemsLoop implements LoopQuery {

    private static final int SLICES_PER_WINDOW = (int) (Query.HOT_ITEMS_SIZE_MILLIS / Query.HOT_ITEMS_SLIDE_MILLIS);

    /** Hashes a result. */
    interface Row {
        long hash(long auction, long bids, long windowEnd);
    }

    private final Checksum checksum = new Checksum();
    private final Row row;
    private final LongCounts[] slices = new LongCounts[SLICES_PER_WINDOW];
    private LongCounts window = new LongCounts();
    private long sliceEnd;

    HotItemsLoop() {
        this(RowHash::hotItem);
    }

    HotItemsLoop(Row row) {
        this.row = row;
        for (int index = 0; index < SLICES_PER_WINDOW; index++) {
            slices[index] = new LongCounts();
        }
    }

    @Override
    public Checksum run(Iterator<Event> events) {
        LongCounts slice = slices[0];
        while (events.hasNext()) {
            if (events.next() instanceof Bid bid) {
                if (bid.dateTime() >= sliceEnd) {
                    slice = advanceTo(bid.dateTime());
                }
                slice.add(bid.auction(), 1);
            }
        }
        advanceTo(sliceEnd + Query.HOT_ITEMS_SIZE_MILLIS);
        return checksum;
    }

    /** Closes slices up to the one that holds {@code timestamp}, and gives that slice, empty. */
    private LongCounts advanceTo(long timestamp) {
        long slide = Query.HOT_ITEMS_SLIDE_MILLIS;
        long newEnd = timestamp - timestamp % slide + slide;
        for (int closed = 0; sliceEnd != 0 && sliceEnd < newEnd && closed <= SLICES_PER_WINDOW; closed++) {
            closeSlice();
            sliceEnd += slide;
        }
        sliceEnd = newEnd;
        return slices[sliceIndex(newEnd)];
    }

    private void closeSlice() {
        LongCounts newest = slices[sliceIndex(sliceEnd)];
        for (int slot = newest.firstSlot(); slot >= 0; slot = newest.slotAfter(slot)) {
            window.add(newest.keyAt(slot), newest.countAt(slot));
        }
        emitHottest();
        subtractFromWindow(slices[sliceIndex(sliceEnd + Query.HOT_ITEMS_SLIDE_MILLIS)]);
    }

    private void emitHottest() {
        long highest = 0;
        for (int slot = window.firstSlot(); slot >= 0; slot = window.slotAfter(slot)) {
            highest = Math.max(highest, window.countAt(slot));
        }
        for (int slot = window.firstSlot(); slot >= 0; slot = window.slotAfter(slot)) {
            if (window.countAt(slot) == highest) {
                checksum.add(row.hash(window.keyAt(slot), highest, sliceEnd));
            }
        }
    }

    /** Takes the oldest slice out of the window, drops auctions without bids, and empties the slice. */
    private void subtractFromWindow(LongCounts oldest) {
        for (int slot = oldest.firstSlot(); slot >= 0; slot = oldest.slotAfter(slot)) {
            window.add(oldest.keyAt(slot), -oldest.countAt(slot));
        }
        oldest.clear();
        LongCounts remaining = new LongCounts();
        for (int slot = window.firstSlot(); slot >= 0; slot = window.slotAfter(slot)) {
            if (window.countAt(slot) != 0) {
                remaining.add(window.keyAt(slot), window.countAt(slot));
            }
        }
        window = remaining;
    }

    private static int sliceIndex(long sliceEnd) {
        return (int) (sliceEnd / Query.HOT_ITEMS_SLIDE_MILLIS % SLICES_PER_WINDOW);
    }
}
