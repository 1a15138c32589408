/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.snapshot.CheckpointStatus.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SnapshotDirectoryTest {
    private final InMemoryStorage storage = new InMemoryStorage();
    private final SnapshotDirectory directory = new SnapshotDirectory(storage, "checkpoints");

    private Manifest write(long id) throws IOException {
        CheckpointWriter writer = directory.begin(id);
        Manifest.Table table = writer.write("count/é", 0, SampleTable.of("visits", 100));
        Manifest manifest = new Manifest(
                Manifest.FORMAT_VERSION,
                "job",
                id,
                1_000,
                128,
                List.of(new Manifest.Operator(
                        "count/é", "Count", 2, List.of(table), List.of(Manifest.Entry.of("position", 1, new byte[] {
                            1, -1
                        })))));
        writer.commit(manifest);
        return manifest;
    }

    private String tableFile(long id) {
        return storage.files().keySet().stream()
                .filter(file -> file.startsWith("checkpoints/chk-" + id + "/") && file.endsWith(".avro"))
                .findFirst()
                .orElseThrow();
    }

    private byte[] content(String file) {
        return Objects.requireNonNull(storage.files().get(file));
    }

    @Test
    void whatWasCommittedIsReadBack() throws IOException {
        Manifest written = write(1);
        Manifest read = directory.readNewest(false).orElseThrow();
        assertThat(read).isEqualTo(written);
        Manifest.Operator operator = read.operators().get(0);
        assertThat(operator.entries().get(0).bytes()).containsExactly(1, -1);
        assertThat(operator.tables().get(0).avroSchema()).isEqualTo(SampleTable.CODEC.schema());
        try (AvroTableReader reader = directory
                .snapshot(read.checkpointId())
                .open(operator.tables().get(0), null)
                .openOnly()) {
            long rows = 0;
            while (reader.next()) {
                assertThat(SampleTable.CODEC.read(reader.row()).count()).isEqualTo(rows * 31);
                rows++;
            }
            assertThat(rows).isEqualTo(100);
        }
    }

    @Test
    void manifestIsRenamedIntoPlaceAfterAllElseIsSynced() throws IOException {
        write(1);
        assertThat(storage.log())
                .containsExactly(
                        "sync checkpoints/chk-1/unfinished",
                        "sync " + tableFile(1),
                        "sync checkpoints/chk-1/manifest.json.tmp",
                        "rename checkpoints/chk-1/manifest.json");
    }

    @Test
    void manifestIsReadableJson() throws IOException {
        write(1);
        String text = new String(content("checkpoints/chk-1/manifest.json"), StandardCharsets.UTF_8);
        assertThat(text).startsWith("{\n  \"formatVersion\" : 2,\n  \"jobName\" : \"job\",\n  \"checkpointId\" : 1,");
        assertThat(text).doesNotContain("avroSchema").doesNotContain("\"bytes\" :");
    }

    @Test
    void halfWrittenCheckpointIsPassedOverAndItsIdNotUsedAgain() throws IOException {
        Manifest complete = write(1);
        directory.begin(2).write("count", 0, SampleTable.of("visits", 10));
        assertThat(directory.list())
                .extracting(CheckpointStatus::id, CheckpointStatus::verdict)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2L, Verdict.HALF_WRITTEN),
                        org.assertj.core.groups.Tuple.tuple(1L, Verdict.COMPLETE));
        assertThat(directory.readNewest(false)).contains(complete);
        assertThatThrownBy(() -> directory.read(2)).hasMessageContaining("never completed");
        assertThat(directory.nextId()).isEqualTo(3);
        assertThatThrownBy(() -> directory.begin(2)).hasMessageContaining("ids are not used twice");
    }

    @Test
    void nothingCompletedMeansNothingFound() throws IOException {
        assertThat(directory.readNewest(false)).isEmpty();
        assertThat(directory.nextId()).isEqualTo(1);
    }

    @Test
    void damagedNewestIsRefusedUnlessOlderOnesAreAllowed() throws IOException {
        Manifest older = write(1);
        write(2);
        String file = tableFile(2);
        content(file)[500] ^= 1;
        assertThatThrownBy(() -> directory.readNewest(false))
                .isInstanceOf(CorruptSnapshotException.class)
                .hasMessageContaining(file)
                .hasMessageContaining("checksum should be")
                .hasMessageContaining("Allow an older one");
        assertThat(directory.readNewest(true)).contains(older);
        content(tableFile(1))[500] ^= 1;
        assertThatThrownBy(() -> directory.readNewest(true)).hasMessageContaining("Every checkpoint");
    }

    @Test
    void everyFlippedBitOfTheManifestIsDetected() throws IOException {
        write(1);
        byte[] manifest = content("checkpoints/chk-1/manifest.json");
        for (int i = 0; i < manifest.length * 8; i++) {
            manifest[i / 8] ^= (byte) (1 << i % 8);
            assertThatThrownBy(() -> directory.read(1)).isInstanceOf(CorruptSnapshotException.class);
            manifest[i / 8] ^= (byte) (1 << i % 8);
        }
        assertThat(directory.read(1).checkpointId()).isEqualTo(1);
    }

    @Test
    void everyTruncationIsDetected() throws IOException {
        write(1);
        for (String file : List.of("checkpoints/chk-1/manifest.json", tableFile(1))) {
            byte[] content = content(file);
            for (int length = 0; length < content.length; length++) {
                storage.files().put(file, Arrays.copyOf(content, length));
                assertThatThrownBy(() -> directory.read(1)).isInstanceOf(CorruptSnapshotException.class);
                assertThat(directory.list().get(0).verdict()).isEqualTo(Verdict.DAMAGED);
            }
            storage.files().put(file, content);
        }
    }

    @Test
    void everyFlippedBitOfDataFileIsDetected() throws IOException {
        write(1);
        byte[] data = content(tableFile(1));
        for (int i = 0; i < data.length; i++) {
            data[i] ^= (byte) (1 << i % 8);
            assertThatThrownBy(() -> directory.read(1)).isInstanceOf(CorruptSnapshotException.class);
            data[i] ^= (byte) (1 << i % 8);
        }
    }

    @Test
    void missingFileAndSwappedManifestAreDetected() throws IOException {
        write(1);
        write(2);
        storage.files().put("checkpoints/chk-2/manifest.json", content("checkpoints/chk-1/manifest.json"));
        assertThatThrownBy(() -> directory.read(2)).hasMessageContaining("is that of checkpoint 1");
        storage.files().remove(tableFile(1));
        assertThatThrownBy(() -> directory.read(1)).hasMessageContaining("missing");
    }

    @Test
    void aManifestThatIsAnotherThanBeforeIsReadAgain() throws IOException {
        write(1);
        assertThat(directory.list().get(0).verdict()).isEqualTo(Verdict.COMPLETE);
        write(2);
        byte[] other = content("checkpoints/chk-2/manifest.json");
        storage.files().put("checkpoints/chk-1/manifest.json", other);

        assertThat(directory.list())
                .extracting(CheckpointStatus::verdict)
                .containsExactly(Verdict.COMPLETE, Verdict.DAMAGED);
    }

    @Test
    void aManifestThatIsGoneIsNotTakenForOneThatWasNeverWritten() throws IOException {
        Manifest older = write(1);
        write(2);
        storage.files().remove("checkpoints/chk-2/manifest.json");
        assertThatThrownBy(() -> directory.readNewest(false))
                .isInstanceOf(CorruptSnapshotException.class)
                .hasMessageContaining("checkpoints/chk-2/manifest.json is gone");
        assertThatThrownBy(() -> directory.read(2)).hasMessageContaining("is gone");
        assertThat(directory.list().get(0).verdict()).isEqualTo(Verdict.DAMAGED);
        assertThat(directory.readNewest(true)).contains(older);
    }

    @Test
    void readsBackEntriesOfManyMegabytes() throws IOException {
        byte[] state = new byte[24_000_000];
        new java.util.Random(1).nextBytes(state);
        Manifest manifest = manifest(1, List.of(), List.of(Manifest.Entry.of("list", 0, state)));
        directory.begin(1).commit(manifest);
        Manifest read = directory.readNewest(false).orElseThrow();
        assertThat(read.operators().get(0).entries().get(0).bytes()).isEqualTo(state);
    }

    private static Manifest manifest(long id, List<Manifest.Table> tables, List<Manifest.Entry> entries) {
        return new Manifest(
                Manifest.FORMAT_VERSION,
                "job",
                id,
                1_000,
                128,
                List.of(new Manifest.Operator("count", "Count", 1, tables, entries)));
    }

    @Test
    void refusesToCompleteWhatListsAPartTwice() throws IOException {
        CheckpointWriter writer = directory.begin(1);
        Manifest.Table table = writer.write("count", 0, SampleTable.of("visits", 10));
        Manifest.Entry entry = Manifest.Entry.of("position", 0, new byte[] {1});

        assertThatThrownBy(() -> writer.commit(manifest(1, List.of(table, table), List.of())))
                .isInstanceOf(CorruptSnapshotException.class)
                .hasMessageContaining("lists 'visits' of 'count', subtask 0, twice");
        assertThatThrownBy(() -> writer.commit(manifest(1, List.of(), List.of(entry, entry))))
                .hasMessageContaining("'position' of 'count', subtask 0, twice");
        assertThatThrownBy(() -> writer.commit(manifest(1, List.of(), List.of(new Manifest.Entry("position", 0, "%")))))
                .hasMessageContaining("not Base64");
        assertThatThrownBy(() ->
                        writer.commit(manifest(1, List.of(), List.of(Manifest.Entry.of("position", 1, new byte[0])))))
                .hasMessageContaining("of which there are only 1");
        assertThat(directory.list().get(0).verdict()).isEqualTo(Verdict.HALF_WRITTEN);
    }

    @Test
    void refusesASnapshotWithATableThatItsManifestDoesNotList() throws IOException {
        CheckpointWriter writer = directory.begin(1);
        writer.write("count", 0, SampleTable.of("visits", 10));
        writer.commit(manifest(1, List.of(), List.of()));
        assertThatThrownBy(() -> directory.read(1))
                .isInstanceOf(CorruptSnapshotException.class)
                .hasMessageContaining("does not list the file count-0-visits.avro");
    }

    @Test
    void holdsATableAgainstItsManifest() throws IOException {
        CheckpointWriter writer = directory.begin(1);
        Manifest.Table table = writer.write("count", 0, SampleTable.of("visits", 10));
        Manifest.File file = table.base();
        Manifest.File longer = new Manifest.File(file.path(), 11, file.sizeBytes(), file.crc32c());
        Manifest.Table moreRows = new Manifest.Table("visits", 0, List.of(longer), table.schema());
        Manifest.Table otherName = new Manifest.Table("clicks", 0, List.of(file), table.schema());

        assertThatThrownBy(() -> directory.snapshot(1).open(otherName, null).openOnly())
                .hasMessageContaining("says that it is 'visits'");
        try (AvroTableReader reader = directory.snapshot(1).open(moreRows, null).openOnly()) {
            for (int row = 0; row < 10; row++) {
                assertThat(reader.next()).isTrue();
                SampleTable.CODEC.read(reader.row());
            }
            assertThatThrownBy(reader::next).hasMessageContaining("has 10 rows and should have 11");
        }
    }

    @Test
    void namesThatDifferInCaseAloneAreDifferentFilesEverywhere() throws IOException {
        CheckpointWriter writer = directory.begin(1);
        String lower =
                writer.write("count", 0, SampleTable.of("visits", 1)).base().path();
        String upper =
                writer.write("Count", 0, SampleTable.of("visits", 1)).base().path();
        String endless = writer.write("count".repeat(100), 0, SampleTable.of("visits", 1))
                .base()
                .path();

        assertThat(upper).isNotEqualToIgnoringCase(lower);
        assertThat(endless).hasSizeLessThan(200);
    }

    @Test
    void retainsTheNewestCompleteOnes() throws IOException {
        write(1);
        write(2);
        directory.begin(3).write("count", 0, SampleTable.of("visits", 10));
        write(4);
        write(5);
        directory.begin(6).write("count", 0, SampleTable.of("visits", 10));
        directory.retainNewest(2);
        assertThat(directory.list()).extracting(CheckpointStatus::id).containsExactly(6L, 5L, 4L);
    }
}
