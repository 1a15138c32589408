/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.snapshot.IncrementalTable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which keys of a store changed between two snapshots.
 *
 * @param slots a bit for each slot whose row may have changed
 * @param gone keys that lost their slot; some of them may have got another one since
 */
record KeyedChanges(long[] slots, List<Object> gone) implements IncrementalTable.Changes {
    @Override
    public long rowCount() {
        return Bits.count(slots) + gone.size();
    }

    @Override
    public KeyedChanges and(IncrementalTable.Changes later) {
        KeyedChanges other = (KeyedChanges) later;
        List<Object> allGone = new ArrayList<>(gone);
        allGone.addAll(other.gone);
        return new KeyedChanges(Bits.or(slots.clone(), other.slots), allGone);
    }
}
