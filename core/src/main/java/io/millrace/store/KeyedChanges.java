/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.snapshot.IncrementalTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which keys of a store changed between two snapshots.
 *
 * @param slots a bit for each slot whose row may have changed
 * @param gone keys that lost their slot; some of them may have got another one since
 * @param cold the same of keys that were moved out of memory, in a store that has cold rows
 */
record KeyedChanges(
        long[] slots, List<Object> gone, @Nullable ColdChanges cold) implements IncrementalTable.Changes {
    @Override
    public long rowCount() {
        return Bits.count(slots) + gone.size() + (cold == null ? 0 : cold.count());
    }

    @Override
    public KeyedChanges and(IncrementalTable.Changes later) {
        KeyedChanges other = (KeyedChanges) later;
        List<Object> allGone = new ArrayList<>(gone);
        allGone.addAll(other.gone);
        ColdChanges allCold = cold == null || other.cold == null ? null : cold.and(other.cold);
        return new KeyedChanges(Bits.or(slots.clone(), other.slots), allGone, allCold);
    }

    @Override
    public void forget() {
        if (cold != null) {
            cold.forget();
        }
    }
}
