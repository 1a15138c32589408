/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.PendingCommit;
import io.millrace.connector.TwoPhaseCommitWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A sink that overwrites: what it writes takes the place of what was there, in one step as far as the storage has one. */
class FileOverwriteTest {
    private static final int SUBTASKS = 2;

    private final World world = new World();
    private final FileSink<String> plain = FileSink.forRecords(new PlainFormat(true, false), "out");
    private final FileSink<String> buckets = plain.withBucketAssigner((row, timestamp) -> "letter=" + row.charAt(0))
            .overwriteBuckets();

    private record Checkpoint(List<FileWriterState> states, List<FileCommittable> committables) {}

    private Checkpoint write(FileSink<String> sink, String... rows) throws Exception {
        sink.createCommitter(world.sink(0, SUBTASKS, 1, false)).abortAllBut(List.of());
        List<TwoPhaseCommitWriter<String, FileWriterState, FileCommittable>> writers = new ArrayList<>();
        for (int subtask = 0; subtask < SUBTASKS; subtask++) {
            writers.add(sink.createWriter(world.sink(subtask, SUBTASKS, 1, false)));
        }
        for (int row = 0; row < rows.length; row++) {
            writers.get(row % SUBTASKS).write(rows[row], 0);
        }
        return cut(writers);
    }

    private static Checkpoint cut(List<TwoPhaseCommitWriter<String, FileWriterState, FileCommittable>> writers)
            throws Exception {
        Checkpoint checkpoint = new Checkpoint(new ArrayList<>(), new ArrayList<>());
        for (TwoPhaseCommitWriter<String, FileWriterState, FileCommittable> writer : writers) {
            PendingCommit<FileWriterState, FileCommittable> pending = writer.prepareCommit(true);
            pending.persist();
            checkpoint.states.addAll(pending.states());
            checkpoint.committables.addAll(pending.committables());
        }
        return checkpoint;
    }

    private void commit(FileSink<String> sink, Checkpoint checkpoint) throws Exception {
        sink.createCommitter(world.sink(0, SUBTASKS, 2, true)).commit(checkpoint.committables);
    }

    private List<String> visible() {
        return world.disk.paths().stream()
                .filter(path -> Stream.of(path.split("/")).noneMatch(FileNames::isHidden))
                .toList();
    }

    @Test
    void bucketsThatGetRecordsAreReplacedAndOthersStay() throws Exception {
        world.disk.put("out/letter=a/part-0-0.txt", "text\na-old\n");
        world.disk.put("out/letter=a/x.txt", "text\na-by hand\n");
        world.disk.put("out/letter=b/part-0-1.txt", "text\nb-old\n");

        Checkpoint checkpoint = write(buckets, "a1", "c1", "a2");
        assertThat(visible())
                .containsExactly("out/letter=a/part-0-0.txt", "out/letter=a/x.txt", "out/letter=b/part-0-1.txt");
        commit(buckets, checkpoint);

        assertThat(world.disk.paths())
                .containsExactly(
                        "out/letter=a/part-0-r1-0.txt", "out/letter=b/part-0-1.txt", "out/letter=c/part-1-0.txt");
        assertThat(world.disk.text("out/letter=a/part-0-r1-0.txt")).isEqualTo("text\na1\na2\n");
    }

    @Test
    void hiddenFilesAndDirectoriesStay() throws Exception {
        world.disk.put("out/part-0-0.txt", "text\nold\n");
        world.disk.put("out/_SUCCESS", "");
        world.disk.put("out/.notes", "");
        world.disk.put("out/archive/x.txt", "text\nkept\n");
        FileSink<String> whole = plain.overwriteBuckets("");

        commit(whole, write(whole, "new"));

        assertThat(world.disk.paths())
                .containsExactly("out/.notes", "out/_SUCCESS", "out/archive/x.txt", "out/part-0-r1-0.txt");
    }

    @Test
    void withoutRecordsTheNamedBucketIsEmptied() throws Exception {
        world.disk.put("out/letter=a/part-0-0.txt", "text\na-old\n");
        world.disk.put("out/letter=b/part-0-1.txt", "text\nb-old\n");
        FileSink<String> one = buckets.overwriteBuckets("letter=a");

        commit(one, write(one));
        commit(buckets, write(buckets));

        assertThat(world.disk.paths()).containsExactly("out/letter=b/part-0-1.txt");
    }

    @Test
    void withoutRecordsAHeaderReplacesAllWhereOneIsWanted() throws Exception {
        world.disk.put("out/part-0-0.txt", "text\nold\n");
        FileSink<String> whole = plain.overwriteBuckets("").alwaysWriteHeader();

        commit(whole, write(whole));

        assertThat(world.disk.paths()).containsExactly("out/part-0-r1-0.txt");
    }

    @Test
    void whatComesAfterTheCommitStaysWhenThatIsRepeated() throws Exception {
        FileSink<String> sink = buckets.overwriteBuckets("letter=a");
        world.disk.put("out/letter=a/part-0-0.txt", "text\na-old\n");
        Checkpoint checkpoint = write(sink, "a1");
        commit(sink, checkpoint);
        world.disk.put("out/letter=a/part-0-0.txt", "text\na-of a later run\n");
        world.disk.put("out/letter=a/y.txt", "text\na-by hand\n");

        commit(sink, checkpoint);
        restoreAndEnd(sink, checkpoint);

        assertThat(world.disk.paths())
                .containsExactly("out/letter=a/part-0-0.txt", "out/letter=a/part-0-r1-0.txt", "out/letter=a/y.txt");
    }

    /** Goes on from the end: there is nothing to write, and one more checkpoint. */
    private void restoreAndEnd(FileSink<String> sink, Checkpoint checkpoint) throws Exception {
        sink.createCommitter(world.sink(0, SUBTASKS, 3, true)).abortAllBut(checkpoint.states);
        List<TwoPhaseCommitWriter<String, FileWriterState, FileCommittable>> writers = new ArrayList<>();
        for (int subtask = 0; subtask < SUBTASKS; subtask++) {
            writers.add(sink.restoreWriter(
                    world.sink(subtask, SUBTASKS, 3, true), List.of(checkpoint.states.get(subtask))));
        }
        commit(sink, cut(writers));
    }

    @Test
    void isRefusedWhereAJobTakesCheckpointsBeforeItsEnd() throws Exception {
        TwoPhaseCommitWriter<String, FileWriterState, FileCommittable> writer =
                buckets.createWriter(world.sink(0, 1, 1, false));
        assertThatThrownBy(() -> writer.prepareCommit(false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Run it in BATCH mode");
    }

    @Test
    void oneCommitterIsNeededForAllSubtasks() {
        assertThat(buckets.needsGlobalCommitter()).isTrue();
        assertThat(plain.needsGlobalCommitter()).isFalse();
    }

    /** Whatever step of the commit is the last one of a process: the next one ends with the new files alone, and in between nothing lacks. */
    @Test
    void aCrashAtAnyStepOfTheCommitLeavesTheOldFilesOrAllNewOnes() throws Exception {
        int steps = 0;
        for (boolean died = true; died; steps++) {
            for (boolean powerLost : new boolean[] {false, true}) {
                FileOverwriteTest run = new FileOverwriteTest();
                died = run.dieAtStep(steps, powerLost);
            }
        }
        assertThat(steps).isGreaterThan(10);
    }

    private boolean dieAtStep(int step, boolean powerLost) throws Exception {
        List<String> before = List.of("out/letter=a/x.txt", "out/letter=a/y.txt", "out/letter=b/x.txt");
        before.forEach(path -> world.disk.put(path, "text\nold\n"));
        Checkpoint checkpoint = write(buckets, "a1", "b1", "b2", "a2");
        List<String> after = List.of(
                "out/letter=a/part-0-0.txt",
                "out/letter=a/part-1-1.txt",
                "out/letter=b/part-0-1.txt",
                "out/letter=b/part-1-0.txt");

        world.disk.stopAfterChanges(step);
        boolean died = false;
        try {
            commit(buckets, checkpoint);
        } catch (VolatileDisk.Stopped stopped) {
            died = true;
        }
        world.disk.stopAfterChanges(Integer.MAX_VALUE);
        if (powerLost) {
            world.disk.crash(new Random(step));
        }
        assertThat(visible().containsAll(before) || visible().containsAll(after))
                .isTrue();

        commit(buckets, checkpoint);
        assertThat(world.disk.paths()).isEqualTo(after);
        restoreAndEnd(buckets, checkpoint);
        assertThat(world.disk.paths()).isEqualTo(after);
        return died;
    }
}
