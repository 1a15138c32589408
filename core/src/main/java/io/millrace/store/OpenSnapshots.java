/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.util.ArrayList;
import java.util.List;

/** The snapshots of one store that are still being written. Belongs to the owner's thread. */
final class OpenSnapshots {
    private final List<StoreSnapshot> snapshots = new ArrayList<>();
    private boolean open;

    void add(StoreSnapshot snapshot) {
        snapshots.add(snapshot);
        open = true;
    }

    /** A cheap first question: false is certain, true may be out of date. */
    boolean mayBeOpen() {
        return open;
    }

    /** Whether some writer may still read what was shared with it. */
    boolean isOpen() {
        if (open) {
            snapshots.removeIf(StoreSnapshot::isClosed);
            open = !snapshots.isEmpty();
        }
        return open;
    }
}
