/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connector.Committer;
import io.millrace.connector.PendingCommit;
import io.millrace.connector.SinkContext;
import io.millrace.connector.TwoPhaseCommitWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Drives the sink as a job does that crashes at any step, and looks at what readers would find in the end. */
class FileSinkCrashTest {
    private static final int SEEDS = 1_000;

    private record Checkpoint(int rows, List<FileWriterState> states, List<FileCommittable> committables) {}

    /** What a crash throws, so that it can come at any step. */
    private static final class Crash extends Exception {}

    private static final class Job {
        final Random random;
        final World world = new World();
        final FileSink<String> sink;
        final int rows;
        final boolean rescales;
        final boolean goesFurtherBack;
        final List<Checkpoint> complete = new ArrayList<>();
        int parallelism;
        int crashesLeft;
        int crashes;
        long attemptId;

        final List<TwoPhaseCommitWriter<String, FileWriterState, FileCommittable>> writers = new ArrayList<>();
        final List<PendingCommit<FileWriterState, FileCommittable>> toPersist = new ArrayList<>();
        final List<FileWriterState> states = new ArrayList<>();
        final List<FileCommittable> committables = new ArrayList<>();
        boolean checkpointRuns;
        int checkpointRows;
        int next;

        Job(long seed, RollingPolicy policy, boolean rescales, boolean goesFurtherBack) {
            this.random = new Random(seed);
            this.sink = FileSink.forRecords(new PlainFormat(true, false), "out").withRollingPolicy(policy);
            this.rows = random.nextInt(60);
            this.rescales = rescales;
            this.goesFurtherBack = goesFurtherBack;
            this.parallelism = 1 + random.nextInt(3);
            this.crashesLeft = random.nextInt(6);
        }

        void runToTheEnd() throws Exception {
            while (true) {
                try {
                    start();
                    run();
                    return;
                } catch (Crash crash) {
                    for (TwoPhaseCommitWriter<String, FileWriterState, FileCommittable> writer : writers) {
                        writer.close();
                    }
                    if (random.nextBoolean()) {
                        world.disk.crash(random);
                    }
                    if (goesFurtherBack && complete.size() > 1 && random.nextBoolean()) {
                        complete.remove(complete.size() - 1);
                    }
                }
            }
        }

        private void mayCrash() throws Crash {
            if (crashesLeft > 0 && random.nextInt(25) == 0) {
                crashesLeft--;
                crashes++;
                throw new Crash();
            }
        }

        private SinkContext context(int subtask) {
            return world.sink(subtask, parallelism, attemptId, !complete.isEmpty());
        }

        private Checkpoint latest() {
            return complete.isEmpty() ? new Checkpoint(0, List.of(), List.of()) : complete.get(complete.size() - 1);
        }

        private void start() throws Exception {
            attemptId++;
            writers.clear();
            toPersist.clear();
            states.clear();
            committables.clear();
            checkpointRuns = false;
            if (rescales && random.nextBoolean()) {
                parallelism = 1 + random.nextInt(3);
            }
            Checkpoint from = latest();
            next = from.rows();
            commit(from.committables());
            mayCrash();
            sink.createCommitter(context(0)).abortAllBut(from.states());
            mayCrash();
            List<List<FileWriterState>> dealt = new ArrayList<>();
            for (int subtask = 0; subtask < parallelism; subtask++) {
                dealt.add(new ArrayList<>());
            }
            for (int index = 0; index < from.states().size(); index++) {
                dealt.get(index % parallelism).add(from.states().get(index));
            }
            for (int subtask = 0; subtask < parallelism; subtask++) {
                writers.add(sink.restoreWriter(context(subtask), dealt.get(subtask)));
                mayCrash();
            }
        }

        private void run() throws Exception {
            while (next < rows) {
                mayCrash();
                int step = random.nextInt(10);
                if (step < 6) {
                    int row = next++;
                    writers.get(row % parallelism).write("row " + row, 0);
                } else if (step < 8 && !checkpointRuns) {
                    beginCheckpoint(false);
                } else if (step == 8 && checkpointRuns) {
                    // The checkpoint is given up; what it cut goes into the next one.
                    checkpointRuns = false;
                } else if (checkpointRuns) {
                    advanceCheckpoint();
                }
            }
            while (checkpointRuns) {
                advanceCheckpoint();
            }
            beginCheckpoint(true);
            while (checkpointRuns) {
                mayCrash();
                advanceCheckpoint();
            }
        }

        private void beginCheckpoint(boolean endOfInput) throws Exception {
            checkpointRuns = true;
            checkpointRows = next;
            states.clear();
            for (TwoPhaseCommitWriter<String, FileWriterState, FileCommittable> writer : writers) {
                PendingCommit<FileWriterState, FileCommittable> pending = writer.prepareCommit(endOfInput);
                states.addAll(pending.states());
                committables.addAll(pending.committables());
                toPersist.add(pending);
                mayCrash();
            }
        }

        private void advanceCheckpoint() throws Exception {
            if (!toPersist.isEmpty()) {
                toPersist.remove(random.nextInt(toPersist.size())).persist();
                return;
            }
            complete.add(new Checkpoint(checkpointRows, List.copyOf(states), List.copyOf(committables)));
            checkpointRuns = false;
            committables.clear();
            mayCrash();
            commit(latest().committables());
        }

        private void commit(List<FileCommittable> files) throws Exception {
            try (Committer<FileWriterState, FileCommittable> committer = sink.createCommitter(context(0))) {
                for (FileCommittable file : files) {
                    committer.commit(List.of(file));
                    mayCrash();
                }
            }
        }

        List<String> committedRows() {
            List<String> found = new ArrayList<>();
            for (String path : world.disk.paths()) {
                List<String> lines = world.disk.text(path).lines().toList();
                assertThat(path).startsWith("out/part-");
                assertThat(lines.get(0)).isEqualTo("text");
                found.addAll(lines.subList(1, lines.size()));
            }
            return found;
        }
    }

    private static int assertExactlyOnce(RollingPolicy policy, boolean rescales, boolean goesFurtherBack)
            throws Exception {
        int crashes = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Job job = new Job(seed, policy, rescales, goesFurtherBack);
            try {
                job.runToTheEnd();
                List<String> expected = new ArrayList<>(IntStream.range(0, job.rows)
                        .mapToObj(row -> "row " + row)
                        .toList());
                Collections.sort(expected);
                List<String> found = job.committedRows();
                Collections.sort(found);
                assertThat(found).isEqualTo(expected);
                if (policy.equals(RollingPolicy.onEndOfInput()) && !rescales) {
                    assertThat(job.world.disk.paths()).isEqualTo(namesWithoutCrashes(job));
                }
            } catch (Exception | AssertionError e) {
                throw new AssertionError("Seed " + seed + ", " + policy, e);
            }
            crashes += job.crashes;
        }
        assertThat(crashes).isGreaterThan(SEEDS);
        return crashes;
    }

    private static List<String> namesWithoutCrashes(Job job) {
        return IntStream.range(0, Math.min(job.rows, job.parallelism))
                .mapToObj(subtask -> "out/part-" + subtask + "-0.txt")
                .toList();
    }

    @Test
    void everyRowIsCommittedOnceWhenFilesEndAtCheckpoints() throws Exception {
        assertExactlyOnce(RollingPolicy.onEachCheckpoint(), true, false);
        assertExactlyOnce(RollingPolicy.onEachCheckpoint().withMaxBytes(25), true, false);
    }

    @Test
    void everyRowIsCommittedOnceWhenFilesStayOpenOverCheckpoints() throws Exception {
        assertExactlyOnce(RollingPolicy.onSize(40), true, false);
        assertExactlyOnce(RollingPolicy.onEndOfInput(), true, false);
    }

    @Test
    void theNumberOfFilesDoesNotDependOnCrashes() throws Exception {
        assertExactlyOnce(RollingPolicy.onEndOfInput(), false, false);
    }

    @Test
    void goingFurtherBackThanTheNewestCheckpointTakesItsFilesBack() throws Exception {
        assertExactlyOnce(RollingPolicy.onEachCheckpoint(), false, true);
        assertExactlyOnce(RollingPolicy.onSize(40), false, true);
        assertExactlyOnce(RollingPolicy.onEndOfInput(), false, true);
    }
}
