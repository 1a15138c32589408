/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.flink.cluster.JobProgress;
import io.millrace.flink.cluster.rest.CheckpointStatistics;
import io.millrace.flink.cluster.rest.JobState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JobScreenTest {
    private final StringWriter written = new StringWriter();

    private static JobProgress progress(JobState state, long millis) {
        return new JobProgress(
                state, 3, 4, millis, 12_345, 678, 1_000.4, 50, 86_400_000L, new CheckpointStatistics(7, 0, 12));
    }

    private JobScreen screen(boolean redraws) {
        return new JobScreen(new PrintWriter(written), redraws);
    }

    @Test
    void showsEverythingInOneLine() {
        assertThat(JobScreen.line(progress(JobState.RUNNING, 2_500)))
                .isEqualTo("RUNNING  3 of 4 tasks  2.5 s  read 12,345 (1,000/s)  written 678 (50/s)"
                        + "  event time 1970-01-02 00:00:00  checkpoints 7 (last 12 ms)");
    }

    @Test
    void saysWhereThereIsNothingToShowYet() {
        JobProgress first =
                new JobProgress(JobState.CREATED, 0, 0, 0, 0, 0, 0, 0, Long.MIN_VALUE, CheckpointStatistics.NONE);

        assertThat(JobScreen.line(first)).endsWith("event time -  checkpoints 0");
    }

    @Test
    void withoutATerminalALineComesWithEachStateAndEveryFiveSeconds() {
        JobScreen screen = screen(false);
        screen.show(progress(JobState.CREATED, 100));
        screen.show(progress(JobState.RUNNING, 600));
        screen.show(progress(JobState.RUNNING, 1_100));
        screen.show(progress(JobState.RUNNING, 5_600));
        screen.show(progress(JobState.FINISHED, 6_000));
        screen.close();

        assertThat(written.toString().lines().toList())
                .extracting(line -> line.replaceFirst("tasks.*", ""))
                .containsExactly("CREATED  3 of 4 ", "RUNNING  3 of 4 ", "RUNNING  3 of 4 ", "FINISHED  3 of 4 ");
    }

    @Test
    void onATerminalOneLineChanges() {
        JobScreen screen = screen(true);
        screen.show(progress(JobState.RUNNING, 600));
        screen.show(progress(JobState.RUNNING, 1_100));
        screen.close();

        assertThat(written.toString()).startsWith("\r\u001b[KRUNNING").contains("0.6 s", "\r\u001b[K", "1.1 s");
        assertThat(written.toString().strip()).doesNotContain("\n");
    }

    @Test
    void durationsAreShownInTheUnitsThatMatter() {
        assertThat(JobsCommand.duration(Duration.ofSeconds(65))).isEqualTo("1m 05s");
        assertThat(JobsCommand.duration(Duration.ofMinutes(125))).isEqualTo("2h 05m");
        assertThat(JobsCommand.duration(Duration.ofHours(51))).isEqualTo("2d 03h");
    }
}
