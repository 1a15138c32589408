/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.Schema;

/** A count by user that changes, and of which snapshots are taken. */
final class SampleRows {
    private final TreeMap<String, Long> counts = new TreeMap<>();
    private Set<String> changed = new TreeSet<>();
    private long version;

    void put(String user, long count) {
        counts.put(user, count);
        changed.add(user);
    }

    TreeMap<String, Long> counts() {
        return new TreeMap<>(counts);
    }

    IncrementalTable snapshot() {
        Users since = new Users(changed);
        changed = new TreeSet<>();
        return new Taken(version++, counts(), since);
    }

    /** Reads a table as it is after all its files. */
    static TreeMap<String, Long> read(StoredTable table) throws IOException {
        TreeMap<String, Long> counts = new TreeMap<>();
        for (StoredTable.File file : table.newestFirst()) {
            try (AvroTableReader reader = file.open()) {
                while (reader.next()) {
                    SampleTable.Visit visit = SampleTable.CODEC.read(reader.row());
                    counts.putIfAbsent(visit.user(), visit.count());
                }
            }
        }
        return counts;
    }

    private record Users(Set<String> users) implements IncrementalTable.Changes {
        @Override
        public long rowCount() {
            return users.size();
        }

        @Override
        public IncrementalTable.Changes and(IncrementalTable.Changes later) {
            Set<String> all = new TreeSet<>(users);
            all.addAll(((Users) later).users);
            return new Users(all);
        }
    }

    private record Taken(long version, TreeMap<String, Long> counts, Users changes) implements IncrementalTable {
        @Override
        public long rowCount() {
            return counts.size();
        }

        @Override
        public StateTable rowsOf(Changes since) {
            return rows(((Users) since).users());
        }

        private SampleTable rows(Set<String> users) {
            List<SampleTable.Visit> visits = new ArrayList<>();
            users.forEach(user -> visits.add(new SampleTable.Visit(user, counts.get(user))));
            return new SampleTable(name(), visits);
        }

        @Override
        public String name() {
            return "visits";
        }

        @Override
        public Schema schema() {
            return SampleTable.CODEC.schema();
        }

        @Override
        public void writeTo(RowWriter rows) throws IOException {
            rows(counts.keySet()).writeTo(rows);
        }
    }
}
