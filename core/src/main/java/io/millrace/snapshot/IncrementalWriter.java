/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.snapshot;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes of each table what changed since the last complete checkpoint, and refers to files of earlier checkpoints for
 * the rest.
 *
 * <p>A checkpoint that was never completed leaves what changed for it to the next one ({@link #note}). Where that is not
 * known, all rows are written.
 *
 * <p>Files of changes are folded like a log: when there would be {@link Folding#files} of a span, the next file covers
 * them all, and when changes come to a {@link Folding#share} of the whole, all rows are written anew. Nothing is read for
 * that: which rows changed over a span is remembered, a bit a row, and the rows are those of the snapshot at hand.
 */
public final class IncrementalWriter {
    private final @Nullable Folding folding;

    /** By place, what the last complete checkpoint has; replaced as a whole. */
    private volatile Map<Place, Written> complete = Collections.emptyMap();

    /** By place and version, what changed for checkpoints that are not complete. */
    private final Map<Place, TreeMap<Long, IncrementalTable.Changes>> open = new LinkedHashMap<>();

    /**
     * @param folding null where all rows are to be written each time
     */
    public IncrementalWriter(@Nullable Folding folding) {
        this.folding = folding;
    }

    private record Place(String uid, int subtask, String table) {}

    /** What one file of changes covers: how many checkpoints, and which rows. */
    private record Delta(long span, IncrementalTable.Changes changes) {}

    /** A table as one checkpoint has it. */
    public static final class Written {
        private final Place place;
        private final String directory;
        private final long version;
        private final Manifest.Table table;
        private final List<Delta> deltas;
        private IncrementalTable.@Nullable Changes superseded; // by all rows, once they are complete

        private Written(Place place, String directory, long version, Manifest.Table table, List<Delta> deltas) {
            this.place = place;
            this.directory = directory;
            this.version = version;
            this.table = table;
            this.deltas = List.copyOf(deltas);
        }

        private Written superseding(StateTable written) {
            superseded = written instanceof IncrementalTable rows ? rows.changes() : null;
            return this;
        }

        private void onComplete() {
            if (superseded != null) {
                superseded.forget();
                superseded = null;
            }
        }

        /** The table's entry in the manifest. */
        public Manifest.Table table() {
            return table;
        }

        private List<Manifest.File> filesSeenFromBeside() {
            return table.files().stream()
                    .map(file -> file.seenFromBeside(directory))
                    .toList();
        }
    }

    /** Writes a table, or what changed in it. May be called on several threads at once. */
    public Written write(CheckpointWriter writer, String uid, int subtask, StateTable table) throws IOException {
        Place place = new Place(uid, subtask, table.name());
        if (folding == null || !(table instanceof IncrementalTable rows)) {
            return new Written(place, writer.directoryName(), -1, writer.write(uid, subtask, table), List.of())
                    .superseding(table);
        }
        note(uid, subtask, rows);
        Written before = complete.get(place);
        IncrementalTable.Changes changes = before == null ? null : changes(place, before.version, rows.version());
        Written appended = before != null && changes != null ? append(writer, rows, changes, before, folding) : null;
        return appended != null
                ? appended
                : new Written(
                                place,
                                writer.directoryName(),
                                rows.version(),
                                writer.write(uid, subtask, table),
                                List.of())
                        .superseding(table);
    }

    /** Takes what changed in a table, which its checkpoint may never be able to use. May be called on several threads. */
    public void note(String uid, int subtask, StateTable table) {
        if (folding != null && table instanceof IncrementalTable rows) {
            synchronized (open) {
                open.computeIfAbsent(new Place(uid, subtask, table.name()), unused -> new TreeMap<>())
                        .put(rows.version(), rows.changes());
            }
        }
    }

    /** Returns what changed between two versions, or null where that is not known. */
    private IncrementalTable.@Nullable Changes changes(Place place, long since, long version) {
        synchronized (open) {
            Map<Long, IncrementalTable.Changes> noted = open.getOrDefault(place, new TreeMap<>());
            IncrementalTable.Changes all = noted.get(since + 1);
            for (long next = since + 2; next <= version && all != null; next++) {
                IncrementalTable.Changes later = noted.get(next);
                all = later == null ? null : all.and(later);
            }
            return all;
        }
    }

    /** Forgets the tables of some operators, since new owners of these count their snapshots anew. */
    public void reset(Set<String> uids) {
        Map<Place, Written> others = new LinkedHashMap<>(complete);
        others.keySet().removeIf(place -> uids.contains(place.uid));
        complete = others;
        synchronized (open) {
            open.keySet().removeIf(place -> uids.contains(place.uid));
        }
    }

    /** Returns null where it is time to write all rows. */
    private static @Nullable Written append(
            CheckpointWriter writer,
            IncrementalTable rows,
            IncrementalTable.Changes since,
            Written before,
            Folding folding)
            throws IOException {
        IncrementalTable.Changes changes = since;
        List<Manifest.File> files = before.filesSeenFromBeside();
        Place place = before.place;
        if (changes.rowCount() == 0) {
            Manifest.Table same = new Manifest.Table(place.table, place.subtask, files, before.table.schema());
            return new Written(place, writer.directoryName(), rows.version(), same, before.deltas);
        }
        int kept = before.deltas.size();
        long span = 1;
        while (endsInSpans(before.deltas.subList(0, kept), span, folding.files() - 1)) {
            for (int i = 1; i < folding.files(); i++) {
                changes = before.deltas.get(--kept).changes.and(changes);
            }
            span *= folding.files();
        }
        if (isMuch(before.table, kept, changes.rowCount(), rows.rowCount(), folding.share())) {
            return null;
        }
        List<Delta> deltas = new ArrayList<>(before.deltas.subList(0, kept));
        deltas.add(new Delta(span, changes));
        Manifest.Table appended =
                writer.append(place.uid, place.subtask, rows.rowsOf(changes), files.subList(0, kept + 1));
        return new Written(place, writer.directoryName(), rows.version(), appended, deltas);
    }

    private static boolean endsInSpans(List<Delta> deltas, long span, int count) {
        return deltas.size() >= count
                && deltas.subList(deltas.size() - count, deltas.size()).stream().allMatch(delta -> delta.span == span);
    }

    private static boolean isMuch(Manifest.Table before, int kept, long changedRows, long allRows, double share) {
        long rows = changedRows;
        long bytes = 0;
        for (Manifest.File file : before.deltas().subList(0, kept)) {
            rows += file.rows();
            bytes += file.sizeBytes();
        }
        return rows + before.base().rows() > (1 + share) * allRows
                || bytes > share * before.base().sizeBytes();
    }

    /** Notes that a checkpoint is complete, with all tables that it has. */
    public void onComplete(Collection<Written> tables) {
        Map<Place, Written> all = new LinkedHashMap<>();
        tables.forEach(table -> all.put(table.place, table));
        tables.forEach(Written::onComplete);
        complete = all;
        synchronized (open) {
            open.forEach((place, noted) -> {
                Written written = all.get(place);
                if (written != null) {
                    noted.headMap(written.version, true).clear();
                }
            });
        }
    }
}
