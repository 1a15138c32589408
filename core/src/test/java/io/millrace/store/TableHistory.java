/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.snapshot.IncrementalTable;
import io.millrace.snapshot.StoredTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * What was written of one store: all rows at each snapshot, and what changed from one snapshot to another, near or far.
 * A snapshot may be written long after later ones were taken.
 */
final class TableHistory {
    private final List<IncrementalTable.Changes> changes = new ArrayList<>();
    private final Map<Integer, byte[]> all = new TreeMap<>();
    private final Map<Integer, Map<Integer, byte[]>> changedByEnd = new TreeMap<>();

    /** Notes that a snapshot was taken. */
    void take(StoreSnapshot snapshot) {
        IncrementalTable table = table(snapshot);
        if (table.version() != changes.size()) {
            throw new AssertionError("Snapshot " + table.version() + " came after " + changes.size() + " others");
        }
        changes.add(table.changes());
    }

    static IncrementalTable table(StoreSnapshot snapshot) {
        return (IncrementalTable) snapshot.tables().get(0);
    }

    /** Writes a snapshot, whole and as changes, and closes it. */
    void write(StoreSnapshot snapshot, Random random) {
        IncrementalTable table = table(snapshot);
        int version = (int) table.version();
        all.put(version, Tables.write(table));
        Map<Integer, byte[]> changed = new TreeMap<>();
        if (version > 0) {
            for (int start : new int[] {version - 1, random.nextInt(version)}) {
                IncrementalTable.Changes since = changes.get(start + 1);
                for (int i = start + 2; i <= version; i++) {
                    since = since.and(changes.get(i));
                }
                changed.put(start, Tables.write(table.rowsOf(since)));
            }
        }
        changedByEnd.put(version, changed);
        snapshot.close();
    }

    /** Returns the table at a snapshot that was written, as one of the chains of files that lead there. */
    StoredTable table(StoreSnapshot snapshot, Random random) {
        return Tables.chain(chain((int) table(snapshot).version(), random));
    }

    private List<byte[]> chain(int version, Random random) {
        List<byte[]> files = new ArrayList<>();
        List<Integer> starts = new ArrayList<>(changedByEnd.get(version).keySet());
        starts.removeIf(start -> !all.containsKey(start));
        if (starts.isEmpty() || random.nextInt(5) == 0) {
            files.add(all.get(version));
        } else {
            int start = starts.get(random.nextInt(starts.size()));
            files.addAll(chain(start, random));
            files.add(changedByEnd.get(version).get(start));
        }
        return files;
    }
}
