/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.windows;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The main class of a child JVM: starts one case on a stream that does not end, lets it warm up, measures it for some
 * seconds, and ends the JVM. The last line of its standard output is a {@link WindowRun}.
 */
final class WindowsChild {
    private WindowsChild() {}

    /** @param arguments engine, slides in a window, aggregate, keys, seconds to warm up, seconds to measure */
    public static void main(String[] arguments) throws Exception {
        WindowCase windowCase = new WindowCase(
                arguments[0], Integer.parseInt(arguments[1]), arguments[2], Long.parseLong(arguments[3]));
        Thread job = new Thread(() -> run(windowCase), "job");
        job.setUncaughtExceptionHandler((thread, failure) -> fail(failure));
        job.start();
        job.join(TimeUnit.SECONDS.toMillis(Long.parseLong(arguments[4])));
        Progress.Mark start = Progress.now();
        int first = Progress.marks().size();
        job.join(TimeUnit.SECONDS.toMillis(Long.parseLong(arguments[5])));
        Progress.Mark end = Progress.now();
        List<Progress.Mark> marks = Progress.marks();
        if (marks.size() - first >= 3) { // from window to window
            start = marks.get(first);
            end = marks.get(marks.size() - 1);
        }
        System.out.println(new ObjectMapper().writeValueAsString(WindowRun.between(start, end, windowCase, marks)));
        System.out.flush();
        Runtime.getRuntime().halt(0); // the job does not end by itself
    }

    private static void run(WindowCase windowCase) {
        try {
            if (windowCase.engine().equals("flink")) {
                FlinkWindows.run(windowCase);
            } else {
                MillraceWindows.run(windowCase);
            }
        } catch (Exception failure) {
            throw new IllegalStateException(windowCase + " failed", failure);
        }
        throw new IllegalStateException("The job ended before it was measured");
    }

    private static void fail(Throwable failure) {
        failure.printStackTrace();
        Runtime.getRuntime().halt(1);
    }
}
