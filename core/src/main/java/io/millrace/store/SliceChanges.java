/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.snapshot.IncrementalTable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * What changed in the slices of a store between two snapshots.
 *
 * @param slots by the end of a slice, a bit for each slot of it that may have changed; none where nothing did
 * @param dropped the ends of slices that were dropped; some of them may have been made again since
 */
record SliceChanges(Map<Long, long[]> slots, TreeSet<Long> dropped) implements IncrementalTable.Changes {
    @Override
    public long rowCount() {
        long count = dropped.size();
        for (long[] changed : slots.values()) {
            count += Bits.count(changed);
        }
        return count;
    }

    @Override
    public SliceChanges and(IncrementalTable.Changes later) {
        SliceChanges other = (SliceChanges) later;
        Map<Long, long[]> allSlots = new LinkedHashMap<>(slots);
        other.slots.forEach(
                (end, changed) -> allSlots.merge(end, changed, (earlier, unused) -> Bits.or(earlier.clone(), changed)));
        TreeSet<Long> allDropped = new TreeSet<>(dropped);
        allDropped.addAll(other.dropped);
        return new SliceChanges(allSlots, allDropped);
    }
}
