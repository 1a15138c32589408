/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import io.millrace.flink.cluster.JobProgress;
import io.millrace.flink.cluster.rest.JobState;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shows how far a job on a cluster is: one line that changes on a terminal, a line now and then elsewhere. */
final class JobScreen {
    private static final long MILLIS_BETWEEN_LINES = 5_000;
    private static final DateTimeFormatter EVENT_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    /** Moves to the beginning of the line and empties it. */
    private static final String AFRESH = "\r\u001b[K";

    private final PrintWriter out;
    private final boolean redraws;

    private @Nullable JobState shown;
    private long shownMillis;

    JobScreen(PrintWriter out, boolean redraws) {
        this.out = out;
        this.redraws = redraws;
    }

    void show(JobProgress progress) {
        boolean due = progress.state() != shown || progress.durationMillis() >= shownMillis + MILLIS_BETWEEN_LINES;
        if (redraws) {
            out.print(AFRESH + line(progress));
        } else if (due) {
            out.println(line(progress));
            shownMillis = progress.durationMillis();
        }
        shown = progress.state();
        out.flush();
    }

    /** Leaves the line that changed as it is. */
    void close() {
        if (redraws) {
            out.println();
            out.flush();
        }
    }

    static String line(JobProgress progress) {
        return String.format(
                Locale.ROOT,
                "%s  %d of %d tasks  %.1f s  read %,d (%,.0f/s)  written %,d (%,.0f/s)  event time %s  checkpoints %d%s",
                progress.state(),
                progress.runningTasks(),
                progress.tasks(),
                progress.durationMillis() / 1000.0,
                progress.recordsIn(),
                progress.inPerSecond(),
                progress.recordsOut(),
                progress.outPerSecond(),
                eventTime(progress.watermark()),
                progress.checkpoints().completed(),
                progress.checkpoints().completed() == 0
                        ? ""
                        : " (last " + progress.checkpoints().lastDurationMillis() + " ms)");
    }

    private static String eventTime(long watermark) {
        if (watermark == Long.MIN_VALUE) {
            return "-";
        }
        return watermark == Long.MAX_VALUE ? "ended" : EVENT_TIME.format(Instant.ofEpochMilli(watermark));
    }
}
