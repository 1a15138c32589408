/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.Committer;
import io.millrace.connector.PendingCommit;
import io.millrace.connector.TwoPhaseCommitWriter;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileSinkTest {
    private final World world = new World();
    private final FileSink<String> sink = FileSink.forRecords(new PlainFormat(true, false), "out");

    private TwoPhaseCommitWriter<String, FileWriterState, FileCommittable> writer(FileSink<String> of, int subtask)
            throws Exception {
        return of.createWriter(world.sink(subtask, 2, 1, false));
    }

    private PendingCommit<FileWriterState, FileCommittable> prepare(
            TwoPhaseCommitWriter<String, FileWriterState, FileCommittable> writer, boolean endOfInput)
            throws Exception {
        PendingCommit<FileWriterState, FileCommittable> pending = writer.prepareCommit(endOfInput);
        pending.persist();
        return pending;
    }

    private void commit(PendingCommit<FileWriterState, FileCommittable> pending) throws Exception {
        committer(sink, true).commit(pending.committables());
    }

    private Committer<FileWriterState, FileCommittable> committer(FileSink<String> of, boolean restored)
            throws Exception {
        return of.createCommitter(world.sink(0, 2, 2, restored));
    }

    @Test
    void hidesAFileUntilItIsCommitted() throws Exception {
        TwoPhaseCommitWriter<String, FileWriterState, FileCommittable> writer = writer(sink, 0);
        writer.write("a", 0);
        assertThat(world.disk.paths()).containsExactly("out/.part-0-0.txt.1.inprogress");
        PendingCommit<FileWriterState, FileCommittable> pending = prepare(writer, false);
        assertThat(world.disk.paths()).containsExactly("out/.part-0-0.txt.1.inprogress");
        commit(pending);
        assertThat(world.disk.paths()).containsExactly("out/part-0-0.txt");
        assertThat(world.disk.text("out/part-0-0.txt")).isEqualTo("text\na\n");
    }

    @Test
    void beginsAFileWithTheHeaderAtEachCheckpoint() throws Exception {
        TwoPhaseCommitWriter<String, FileWriterState, FileCommittable> writer = writer(sink, 1);
        writer.write("a", 0);
        commit(prepare(writer, false));
        commit(prepare(writer, false));
        writer.write("b", 0);
        commit(prepare(writer, true));
        assertThat(world.disk.paths()).containsExactly("out/part-1-0.txt", "out/part-1-1.txt");
        assertThat(world.disk.text("out/part-1-1.txt")).isEqualTo("text\nb\n");
    }

    @Test
    void endsAFileAtTheSizeGiven() throws Exception {
        FileSink<String> small = sink.withRollingPolicy(RollingPolicy.onSize(9));
        TwoPhaseCommitWriter<String, FileWriterState, FileCommittable> writer = writer(small, 0);
        for (String row : List.of("a", "b", "c", "d", "e")) {
            writer.write(row, 0);
        }
        commit(prepare(writer, false));
        assertThat(world.disk.paths())
                .containsExactly("out/.part-0-2.txt.1.inprogress", "out/part-0-0.txt", "out/part-0-1.txt");
        commit(prepare(writer, true));
        assertThat(world.disk.text("out/part-0-2.txt")).isEqualTo("text\ne\n");
    }

    @Test
    void endsAFileAtTheAgeGiven() throws Exception {
        FileSink<String> young =
                sink.withRollingPolicy(RollingPolicy.onEndOfInput().withMaxAge(Duration.ofSeconds(10)));
        TwoPhaseCommitWriter<String, FileWriterState, FileCommittable> writer = writer(young, 0);
        writer.write("a", 0);
        world.clockMillis += 9_999;
        writer.write("b", 0);
        commit(prepare(writer, false));
        assertThat(world.disk.paths()).containsExactly("out/.part-0-0.txt.1.inprogress");
        world.clockMillis += 1;
        writer.write("c", 0);
        world.clockMillis += 10_000;
        commit(prepare(writer, false));
        assertThat(world.disk.text("out/part-0-0.txt")).isEqualTo("text\na\nb\n");
        assertThat(world.disk.text("out/part-0-1.txt")).isEqualTo("text\nc\n");
    }

    private final FileSink<String> buckets =
            sink.withBucketAssigner((row, timestamp) -> "letter=" + row.substring(0, 1) + "/t" + timestamp);

    @Test
    void dividesRowsAmongBuckets() throws Exception {
        TwoPhaseCommitWriter<String, FileWriterState, FileCommittable> writer = writer(buckets, 0);
        for (String row : List.of("a1", "b1", "a2")) {
            writer.write(row, 7);
        }
        assertThat(world.disk.paths())
                .containsExactly(
                        "out/letter=a/t7/.part-0-0.txt.1.inprogress", "out/letter=b/t7/.part-0-1.txt.1.inprogress");
        commit(prepare(writer, false));
        assertThat(world.disk.paths()).containsExactly("out/letter=a/t7/part-0-0.txt", "out/letter=b/t7/part-0-1.txt");
        assertThat(world.disk.text("out/letter=a/t7/part-0-0.txt")).isEqualTo("text\na1\na2\n");
    }

    @Test
    void goesOnWithTheOpenFileOfEachBucket() throws Exception {
        FileSink<String> large = buckets.withRollingPolicy(RollingPolicy.onEndOfInput());
        TwoPhaseCommitWriter<String, FileWriterState, FileCommittable> writer = writer(large, 0);
        writer.write("a1", 0);
        writer.write("b1", 0);
        PendingCommit<FileWriterState, FileCommittable> pending = prepare(writer, false);
        writer.write("a-lost", 0);
        writer.write("c-lost", 0);
        writer.close();
        committer(large, true).abortAllBut(pending.states());

        TwoPhaseCommitWriter<String, FileWriterState, FileCommittable> next =
                large.restoreWriter(world.sink(0, 1, 2, true), pending.states());
        next.write("a2", 0);
        commit(prepare(next, true));

        assertThat(world.disk.paths()).containsExactly("out/letter=a/t0/part-0-0.txt", "out/letter=b/t0/part-0-1.txt");
        assertThat(world.disk.text("out/letter=a/t0/part-0-0.txt")).isEqualTo("text\na1\na2\n");
    }

    @Test
    void removesWhatEarlierRunsLeftInBuckets() throws Exception {
        TwoPhaseCommitWriter<String, FileWriterState, FileCommittable> writer = writer(buckets, 0);
        writer.write("a1", 0);
        commit(prepare(writer, false));
        writer.write("b1", 0);
        writer.close();

        committer(buckets.replaceExisting(), false).abortAllBut(List.of());

        assertThat(world.disk.paths()).isEmpty();
    }

    @Test
    void refusesABucketThatReadersWouldPassBy() throws Exception {
        for (String bucket : List.of("_hidden", "a/.b", "../out", "/a", "a//b", "part-1")) {
            FileSink<String> wrong = sink.withBucketAssigner((row, timestamp) -> bucket);
            assertThatThrownBy(() -> writer(wrong, 0).write("a", 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'" + bucket + "' is no bucket");
        }
    }

    @Test
    void bucketsOfTimeAreThoseOfTheRecords() {
        assertThat(new DateTimeBucketAssigner<String>().getBucketId("a", 981_173_106_000L))
                .isEqualTo("2001-02-03--04");
        assertThat(new DateTimeBucketAssigner<String>("'day='yyyy-MM-dd", ZoneOffset.ofHours(-5))
                        .getBucketId("a", 981_173_106_000L))
                .isEqualTo("day=2001-02-02");
        assertThatThrownBy(() -> new DateTimeBucketAssigner<String>().getBucketId("a", Long.MIN_VALUE))
                .hasMessageContaining("without a timestamp");
    }

    @Test
    void makesNoFileWithoutRowsUnlessTheHeaderIsWanted() throws Exception {
        commit(prepare(writer(sink, 0), true));
        commit(prepare(writer(sink.alwaysWriteHeader(), 1), true));
        assertThat(world.disk.paths()).isEmpty();
        commit(prepare(writer(sink.alwaysWriteHeader(), 0), true));
        assertThat(world.disk.text("out/part-0-0.txt")).isEqualTo("text\n");
    }

    @Test
    void committingAgainChangesNothing() throws Exception {
        TwoPhaseCommitWriter<String, FileWriterState, FileCommittable> writer = writer(sink, 0);
        writer.write("a", 0);
        PendingCommit<FileWriterState, FileCommittable> pending = prepare(writer, true);
        commit(pending);
        commit(pending);
        assertThat(world.disk.paths()).containsExactly("out/part-0-0.txt");
    }

    @Test
    void failsLoudlyWhereAFileToCommitIsGoneOrAnother() throws Exception {
        List<FileCommittable> lost = List.of(new FileCommittable(".part-0-0.txt.1.inprogress", "part-0-0.txt", 7));
        assertThatThrownBy(() -> committer(sink, true).commit(lost))
                .hasMessageContaining("Cannot commit out/part-0-0.txt")
                .hasMessageContaining("neither");
        world.disk.put("out/part-0-0.txt", "text\nother\n");
        assertThatThrownBy(() -> committer(sink, true).commit(lost)).hasMessageContaining("11 bytes");
        world.disk.put("out/.part-0-0.txt.1.inprogress", "text\n");
        assertThatThrownBy(() -> committer(sink, true).commit(lost)).hasMessageContaining("5 bytes");
    }

    @Test
    void failsLoudlyWhereAnOpenFileIsGone() {
        FileWriterState state = new FileWriterState(
                "part-0", 1, List.of(new OpenFile(".part-0-0.txt.1.inprogress", "part-0-0.txt", 7)));
        assertThatThrownBy(() -> sink.restoreWriter(world.sink(0, 1, 2, true), List.of(state)))
                .hasMessageContaining("Cannot go on with out/.part-0-0.txt.1.inprogress");
    }

    @Test
    void aFreshRunReplacesEarlierOutputOnlyWhereItIsToldTo() throws Exception {
        world.disk.put("out/part-0-0.txt", "text\nearlier\n");
        world.disk.put("out/notes.txt", "kept");
        committer(sink.replaceExisting(), true).abortAllBut(List.of());
        committer(sink, false).abortAllBut(List.of());
        assertThat(world.disk.paths()).contains("out/part-0-0.txt");
        committer(sink.replaceExisting(), false).abortAllBut(List.of());
        assertThat(world.disk.paths()).containsExactly("out/notes.txt");
    }

    @Test
    void aFreshRunThatKeepsEarlierOutputTakesOtherNames() throws Exception {
        world.disk.put("out/part-0-0.txt", "text\nearlier\n");
        TwoPhaseCommitWriter<String, FileWriterState, FileCommittable> writer = writer(sink, 0);
        writer.write("a", 0);
        commit(prepare(writer, true));
        assertThat(world.disk.paths()).containsExactly("out/part-0-0.txt", "out/part-0-r1-0.txt");
    }

    @Test
    void aRestoredWriterWithoutStateTakesANameOfItsRun() throws Exception {
        TwoPhaseCommitWriter<String, FileWriterState, FileCommittable> writer =
                sink.restoreWriter(world.sink(1, 2, 36, true), List.of());
        writer.write("a", 0);
        commit(prepare(writer, true));
        assertThat(world.disk.paths()).containsExactly("out/part-1-r10-0.txt");
    }

    @Test
    void removesPendingFilesThatNoStateHolds() throws Exception {
        world.disk.put("out/.part-0-0.txt.1.inprogress", "text\n");
        world.disk.put("out/.part-0-1.txt.1.inprogress", "text\n");
        world.disk.put("out/.other", "");
        FileWriterState state = new FileWriterState(
                "part-0", 2, List.of(new OpenFile(".part-0-1.txt.1.inprogress", "part-0-1.txt", 5)));
        committer(sink, true).abortAllBut(List.of(state));
        assertThat(world.disk.paths()).containsExactly("out/.other", "out/.part-0-1.txt.1.inprogress");
    }

    /** Where a rename is a copy and then a deletion, a process may die in between. */
    @Test
    void aRenameThatWasNotDoneToItsEndIsDoneAgainOrTakenBack() throws Exception {
        FileWriterState open = new FileWriterState(
                "part-0", 1, List.of(new OpenFile(".part-0-0.txt.1.inprogress", "part-0-0.txt", 7)));
        FileCommittable later = new FileCommittable(".part-0-0.txt.1.inprogress", "part-0-0.txt", 9);
        for (String path : List.of("out/.part-0-0.txt.1.inprogress", "out/part-0-0.txt")) {
            world.disk.put(path, "text\na\nb\n");
        }

        committer(sink, true).abortAllBut(List.of(open)); // from a checkpoint before the commit
        assertThat(world.disk.paths()).containsExactly("out/.part-0-0.txt.1.inprogress");

        world.disk.put("out/part-0-0.txt", "text\na\nb\n");
        committer(sink, true).commit(List.of(later)); // from the one that commits
        assertThat(world.disk.paths()).containsExactly("out/part-0-0.txt");
    }
}
