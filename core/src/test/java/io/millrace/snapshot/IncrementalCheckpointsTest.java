/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Checkpoints that share files: what is written, and that nothing is deleted that a checkpoint needs. */
class IncrementalCheckpointsTest {
    private final InMemoryStorage storage = new InMemoryStorage();
    private final SnapshotDirectory directory = new SnapshotDirectory(storage, "checkpoints");
    private final SampleRows rows = new SampleRows();
    private IncrementalWriter writer = new IncrementalWriter(Folding.DEFAULT);
    private final Map<Long, TreeMap<String, Long>> expected = new TreeMap<>();

    /** Writes a checkpoint of the rows as they are; deletes nothing. */
    private Manifest.Table write(long id) throws IOException {
        CheckpointWriter checkpoint = directory.begin(id);
        IncrementalWriter.Written written = writer.write(checkpoint, "count", 0, rows.snapshot());
        checkpoint.commit(manifest(id, written.table()));
        writer.onComplete(List.of(written));
        expected.put(id, rows.counts());
        return written.table();
    }

    private static Manifest manifest(long id, Manifest.Table table) {
        return new Manifest(
                Manifest.FORMAT_VERSION,
                "job",
                id,
                1_000,
                128,
                List.of(new Manifest.Operator("count", "Count", 1, List.of(table), List.of())));
    }

    private void putMany(int count) {
        for (int i = 0; i < count; i++) {
            rows.put("user-" + i, i);
        }
    }

    private static TreeMap<String, Long> read(StoredSnapshot snapshot) throws IOException {
        return SampleRows.read(
                snapshot.open(snapshot.read().operators().get(0).tables().get(0), null));
    }

    private List<String> paths(Manifest.Table table) {
        return table.files().stream().map(Manifest.File::path).toList();
    }

    @Test
    void aCheckpointRefersToFilesOfEarlierOnes() throws IOException {
        putMany(1_000);
        assertThat(paths(write(1))).containsExactly("count-0-visits.avro");
        rows.put("user-5", 50);
        assertThat(paths(write(2))).containsExactly("../chk-1/count-0-visits.avro", "count-0-visits.avro");
        assertThat(paths(write(3))).containsExactly("../chk-1/count-0-visits.avro", "../chk-2/count-0-visits.avro");
        rows.put("user-6", 60);
        Manifest.Table last = write(4);
        assertThat(paths(last))
                .containsExactly("../chk-1/count-0-visits.avro", "../chk-2/count-0-visits.avro", "count-0-visits.avro");
        assertThat(last.deltas()).extracting(Manifest.File::rows).containsExactly(1L, 1L);
        for (long id = 1; id <= 4; id++) {
            assertThat(read(directory.snapshot(id))).isEqualTo(expected.get(id));
        }
    }

    @Test
    void thereAreNeverManyFilesAndNeverMuchMoreThanTheState() throws IOException {
        writer = new IncrementalWriter(new Folding(4, 0.5));
        putMany(10_000);
        int most = 0;
        int bases = 0;
        long writtenRows = 0;
        Random random = new Random(1);
        for (long id = 1; id <= 1_000; id++) {
            rows.put("user-" + random.nextInt(10_000), id);
            Manifest.Table table = write(id);
            most = Math.max(most, table.files().size());
            Manifest.File newest = table.files().get(table.files().size() - 1);
            bases += table.files().size() == 1 ? 1 : 0;
            writtenRows += newest.rows();
            long bytes =
                    table.files().stream().mapToLong(Manifest.File::sizeBytes).sum();
            assertThat(bytes).isLessThan(2 * table.base().sizeBytes());
        }
        assertThat(most).isBetween(4, 1 + 3 * 5);
        assertThat(bases).isEqualTo(1);
        // a row is written again for each level of folding, and never for a checkpoint that did not change it
        assertThat(writtenRows).isBetween(10_999L, 10_000L + 1_000 * 5);
        assertThat(read(directory.snapshot(1_000))).isEqualTo(expected.get(1_000L));
    }

    @Test
    void whenMuchHasChangedAllIsWritten() throws IOException {
        putMany(1_000);
        write(1);
        putMany(400);
        assertThat(paths(write(2))).hasSize(2);
        putMany(200);
        assertThat(paths(write(3))).containsExactly("count-0-visits.avro");
        putMany(600);
        assertThat(paths(write(4))).containsExactly("count-0-visits.avro");
    }

    @Test
    void whatChangedForCheckpointsThatWereGivenUpIsInTheNext() throws IOException {
        putMany(1_000);
        write(1);
        rows.put("user-1", 10);
        writer.write(directory.begin(2), "count", 0, rows.snapshot());
        directory.discard(2);
        rows.put("user-2", 20);
        writer.note("count", 0, rows.snapshot()); // came too late to be written
        rows.put("user-3", 30);

        Manifest.Table table = write(4);

        assertThat(paths(table)).containsExactly("../chk-1/count-0-visits.avro", "count-0-visits.avro");
        assertThat(table.deltas()).extracting(Manifest.File::rows).containsExactly(3L);
        assertThat(read(directory.snapshot(4))).isEqualTo(expected.get(4L));
        rows.put("user-4", 40);
        assertThat(write(5).deltas()).extracting(Manifest.File::rows).containsExactly(3L, 1L);
        assertThat(read(directory.snapshot(5))).isEqualTo(expected.get(5L));
    }

    @Test
    void allIsWrittenWhereNobodyKnowsWhatChangedForACheckpointThatWasGivenUp() throws IOException {
        putMany(100);
        write(1);
        rows.put("user-1", 10);
        rows.snapshot();
        rows.put("user-2", 20);
        assertThat(paths(write(3))).containsExactly("count-0-visits.avro");
    }

    @Test
    void nothingIsPutOnFilesOfOwnersBefore() throws IOException {
        putMany(100);
        write(1);
        write(2);
        writer.reset(Set.of("another"));
        assertThat(paths(write(3))).contains("../chk-1/count-0-visits.avro");
        writer.reset(Set.of("count", "another"));
        assertThat(paths(write(4))).containsExactly("count-0-visits.avro");
    }

    @Test
    void ofACheckpointThatWasGivenUpOnlyItsIdIsLeft() throws IOException {
        putMany(100);
        write(1);
        CheckpointWriter checkpoint = directory.begin(2);
        IncrementalWriter.Written written = writer.write(checkpoint, "count", 0, rows.snapshot());
        checkpoint.commit(manifest(2, written.table())); // and it was not heard of that this succeeded

        directory.discard(2);

        assertThat(storage.list("checkpoints/chk-2")).containsExactly(StoredSnapshot.UNFINISHED);
        assertThat(directory.readNewest(false))
                .get()
                .extracting(Manifest::checkpointId)
                .isEqualTo(1L);
        assertThat(directory.nextId()).isEqualTo(3);
        write(3);
        directory.retainNewest(1);
        assertThat(storage.exists("checkpoints/chk-2/" + StoredSnapshot.UNFINISHED))
                .isFalse();
    }

    @Test
    void withoutFoldingAllIsWrittenEachTime() throws IOException {
        writer = new IncrementalWriter(null);
        putMany(100);
        write(1);
        assertThat(paths(write(2))).containsExactly("count-0-visits.avro");
    }

    @Test
    void filesInUseOutliveTheirCheckpoint() throws IOException {
        putMany(1_000);
        write(1);
        rows.put("user-5", 50);
        write(2);
        rows.put("user-6", 60);
        write(3);
        directory.retainNewest(1);
        assertThat(storage.files().keySet())
                .containsExactlyInAnyOrder(
                        "checkpoints/chk-1/count-0-visits.avro",
                        "checkpoints/chk-1/unfinished",
                        "checkpoints/chk-2/count-0-visits.avro",
                        "checkpoints/chk-2/unfinished",
                        "checkpoints/chk-3/count-0-visits.avro",
                        "checkpoints/chk-3/manifest.json");
        assertThat(read(directory.snapshot(3))).isEqualTo(expected.get(3L));
        putMany(1_000);
        write(4);
        directory.retainNewest(2);
        assertThat(storage.files()).hasSize(8);
        directory.retainNewest(1);
        assertThat(storage.files().keySet())
                .containsExactly("checkpoints/chk-4/count-0-visits.avro", "checkpoints/chk-4/manifest.json");
    }

    @Test
    void aProcessMayDieAnywhereInADeletion() throws IOException {
        Random random = new Random(7);
        writer = new IncrementalWriter(new Folding(3, 2));
        putMany(20);
        for (long id = 1; id <= 60; id++) {
            for (int i = random.nextInt(6); i > 0; i--) {
                rows.put("user-" + random.nextInt(20), random.nextInt(1_000));
            }
            write(id);
            if (random.nextInt(5) == 0) {
                directory.begin(++id).write("count", 1, SampleTable.of("visits", 10)); // never completed
                writer = new IncrementalWriter(new Folding(3, 2)); // nor does the next process know of the last one
            }
            int retained = 1 + random.nextInt(3);
            for (int deletions = 0; dies(deletions, retained); deletions++) {
                requireRetained(retained);
            }
            requireRetained(retained);
        }
        directory.retainNewest(1);
        Manifest newest = directory.readNewest(false).orElseThrow();
        TreeSet<String> needed = new TreeSet<>();
        String own = "chk-" + newest.checkpointId();
        newest.files().forEach(file -> {
            String path = "checkpoints/" + file.pathFrom(own);
            needed.add(path);
            if (!path.startsWith("checkpoints/" + own)) {
                needed.add(path.substring(0, path.lastIndexOf('/')) + "/unfinished");
            }
        });
        needed.add("checkpoints/" + own + "/manifest.json");
        storage.files().keySet().removeIf(file -> file.startsWith("checkpoints/chk-61/"));
        assertThat(storage.files().keySet()).isEqualTo(needed);
    }

    /** Deletes old checkpoints in a process that dies before its n-th deletion; returns whether it came so far. */
    private boolean dies(int deletions, int retained) throws IOException {
        storage.dieAfterDeletions(deletions);
        try {
            directory.retainNewest(retained);
            return false;
        } catch (InMemoryStorage.Death death) {
            return true;
        } finally {
            storage.dieAfterDeletions(Integer.MAX_VALUE);
        }
    }

    private void requireRetained(int retained) throws IOException {
        List<Long> newest = expected.keySet().stream()
                .sorted((a, b) -> Long.compare(b, a))
                .limit(retained)
                .toList();
        for (long id : newest) {
            if (storage.exists("checkpoints/chk-" + id + "/manifest.json") || id == newest.get(0)) {
                assertThat(read(directory.snapshot(id))).isEqualTo(expected.get(id));
            }
        }
        for (CheckpointStatus status : directory.list()) {
            assertThat(status.verdict()).as(status.toString()).isNotEqualTo(CheckpointStatus.Verdict.DAMAGED);
        }
    }

    @Test
    void nothingIsDeletedWhereNobodyKnowsWhatNewerOneUses() throws IOException {
        putMany(100);
        write(1);
        rows.put("user-1", 10);
        write(2);
        write(3);
        byte[] manifest = storage.files().get("checkpoints/chk-3/manifest.json");
        Objects.requireNonNull(manifest)[20] ^= 1;
        write(4);
        int files = storage.files().size();
        directory.retainNewest(2); // and those are 4 and 2
        assertThat(storage.files()).hasSize(files);
        directory.retainNewest(1); // the unreadable one is old itself
        assertThat(storage.files()).hasSize(files - 3 + 2); // three manifests went, two left a mark beside files in use
        assertThat(read(directory.snapshot(4))).isEqualTo(expected.get(4L));
    }

    @Test
    void aMissingFileOfAnEarlierCheckpointIsDamage() throws IOException {
        putMany(100);
        write(1);
        rows.put("user-1", 10);
        write(2);
        storage.files().remove("checkpoints/chk-1/count-0-visits.avro");
        assertThatThrownBy(() -> directory.readNewest(false))
                .isInstanceOf(CorruptSnapshotException.class)
                .hasMessageContaining("checkpoints/chk-1/count-0-visits.avro is missing");
    }

    @Test
    void aCopyHasAllItsFiles() throws IOException {
        putMany(100);
        write(1);
        rows.put("user-5", 50);
        write(2);
        InMemoryStorage elsewhere = new InMemoryStorage();
        directory.snapshot(2).copyTo(elsewhere, "savepoint");
        assertThat(elsewhere.files().keySet())
                .containsExactlyInAnyOrder(
                        "savepoint/chk-1-count-0-visits.avro",
                        "savepoint/count-0-visits.avro",
                        "savepoint/manifest.json");
        assertThat(read(new StoredSnapshot(elsewhere, "savepoint"))).isEqualTo(expected.get(2L));
    }

    @Test
    void aCheckpointIsFoundByThePathOfItsDirectory() throws IOException {
        putMany(100);
        write(1);
        rows.put("user-5", 50);
        write(2);
        for (String location : List.of("checkpoints/chk-2", "checkpoints/chk-2/")) {
            StoredSnapshot found = StoredSnapshot.at(location, above -> {
                assertThat(above).isEqualTo("checkpoints");
                return new InMemoryStorage.Below(storage, above);
            });
            assertThat(read(found)).isEqualTo(expected.get(2L));
        }
        assertThatThrownBy(() -> new StoredSnapshot(new InMemoryStorage.Below(storage, "checkpoints/chk-2"), "").read())
                .hasMessageContaining("lies outside of its directory");
    }

    @Test
    void pathsThatClimbFurtherAreRefused() {
        for (String path : List.of("../../x", "../x", "/x", "a/b", "..", "../chk-1/../x", "../chk-1/..", "")) {
            assertThatThrownBy(() -> new Manifest.File(path, 1, 1, "00000000"))
                    .as(path)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
