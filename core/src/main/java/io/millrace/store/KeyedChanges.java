/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.snapshot.IncrementalTable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which keys of a store changed between two snapshots.
 *
 * @param slots whose rows may have changed
 * @param gone keys that lost their slot; some of them may have got another one since
 */
record KeyedChanges(SlotSet slots, List<Object> gone) implements IncrementalTable.Changes {
    @Override
    public long rowCount() {
        return slots.size() + gone.size();
    }

    @Override
    public KeyedChanges and(IncrementalTable.Changes later) {
        KeyedChanges other = (KeyedChanges) later;
        List<Object> allGone = new ArrayList<>(gone);
        allGone.addAll(other.gone);
        return new KeyedChanges(slots.union(other.slots), allGone);
    }
}
