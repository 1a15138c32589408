/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import static io.millrace.engine.JobLockProcess.startJob;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.environment.DirectoryInUseException;
import io.millrace.graph.RestartSettings;
import io.millrace.runner.JobClient;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.task.JobStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two jobs never have one checkpoint directory at once. */
@Timeout(60)
class JobLockTest {
    @TempDir
    private Path directory;

    private static void cancel(JobClient job) throws Exception {
        job.cancel().get(30, TimeUnit.SECONDS);
    }

    @Test
    void aSecondJobInTheSameProcessIsRefusedUntilTheFirstIsOver() throws Exception {
        JobClient first = startJob(directory, "first");

        assertThatThrownBy(() -> startJob(directory, "second"))
                .isInstanceOf(DirectoryInUseException.class)
                .hasMessageContaining("The checkpoint directory " + directory.toRealPath())
                .hasMessageContaining("is in use by job 'first' of this process")
                .hasMessageContaining("Stop that job first")
                .hasMessageContaining("setCheckpointDirectory");
        cancel(first);
        JobClient second = startJob(directory, "second");
        LocalEngineTest.awaitThat(() -> second.getJobStatus() == JobStatus.RUNNING);
        cancel(second);
    }

    @Test
    void anotherPathToTheSameDirectoryIsRefusedAsWell() throws Exception {
        Path real = Files.createDirectory(directory.resolve("real"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), real);
        JobClient first = startJob(real, "first");

        assertThatThrownBy(() -> startJob(link, "second")).hasMessageContaining("is in use by job 'first'");
        assertThatThrownBy(() -> startJob(directory.resolve("link/../real"), "second"))
                .hasMessageContaining("is in use by job 'first'");
        JobClient elsewhere = startJob(directory.resolve("elsewhere"), "third");
        cancel(elsewhere);
        cancel(first);
    }

    @Test
    void aJobThatFailsLetsGo() throws Exception {
        StreamExecutionEnvironment failing = StreamExecutionEnvironment.withRunner(new LocalEngine())
                .setParallelism(1)
                .setCheckpointDirectory(directory.toString())
                .setRestartStrategy(new RestartSettings.None());
        failing.fromSequence(1, 2).map(number -> 1 / (number - 1)).print();

        assertThatThrownBy(() -> failing.execute("failing")).hasStackTraceContaining("by zero");
        cancel(startJob(directory, "next"));
    }

    @Test
    void aJobInAnotherProcessIsRefusedAndAKilledProcessHoldsNothing() throws Exception {
        try (JobLockProcess other = JobLockProcess.start(directory)) {
            assertThat(other.awaitRefusal()).isEmpty();

            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(() -> startJob(directory, "second"))
                        .hasMessageContaining("is in use by job 'other' of process " + other.pid());
            }
            other.kill();
            JobClient second = startJob(directory, "second");
            LocalEngineTest.awaitThat(() -> second.getJobStatus() == JobStatus.RUNNING);
            cancel(second);
        }
    }

    /** A system may give up the locks of a process on a file that the process closes: the refusal must not close it. */
    @Test
    void aRefusalInThisProcessLetsNoOtherProcessIn() throws Exception {
        JobClient first = startJob(directory, "first");
        assertThatThrownBy(() -> startJob(directory, "second")).hasMessageContaining("job 'first'");

        try (JobLockProcess other = JobLockProcess.start(directory)) {
            assertThat(other.awaitRefusal())
                    .contains("is in use by job 'first' of process "
                            + ProcessHandle.current().pid());
        }
        cancel(first);
    }

    @Test
    void aDirectoryThatCannotBeMadeIsNamed() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "in the way");

        assertThatThrownBy(() -> startJob(file, "job"))
                .hasMessageContaining("The checkpoint directory " + file + " cannot be used")
                .hasMessageContaining("setCheckpointDirectory");
    }
}
