/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.windows;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The main class of a child JVM: starts one case on a stream that does not end, lets it warm up until its windows are as
 * long as they get, measures it for some seconds, and ends the JVM. The last line of its standard output is a
 * {@link WindowRun}.
 */
final class WindowsChild {
    private WindowsChild() {}

    /** @param arguments engine, slides in a window, aggregate, keys; seconds to warm up, at most to fill, to measure */
    public static void main(String[] arguments) throws Exception {
        WindowCase windowCase = new WindowCase(
                arguments[0], Integer.parseInt(arguments[1]), arguments[2], Long.parseLong(arguments[3]));
        Thread job = new Thread(() -> run(windowCase), "job");
        job.setUncaughtExceptionHandler((thread, failure) -> fail(failure));
        job.start();
        warmUp(job, windowCase, Long.parseLong(arguments[4]), Long.parseLong(arguments[5]));
        Progress.Mark start = Progress.now();
        int first = Progress.marks().size();
        job.join(TimeUnit.SECONDS.toMillis(Long.parseLong(arguments[6])));
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

    /** Returns when windows are full; earlier where they would not be within {@code fillSeconds}. */
    private static void warmUp(Thread job, WindowCase windowCase, long seconds, long fillSeconds)
            throws InterruptedException {
        long second = 1;
        job.join(TimeUnit.SECONDS.toMillis(seconds));
        while (second <= fillSeconds && isFilling(windowCase, seconds + second, seconds + fillSeconds)) {
            job.join(TimeUnit.SECONDS.toMillis(1));
            second++;
        }
    }

    private static boolean isFilling(WindowCase windowCase, long seconds, long most) {
        double full = windowCase.sizeOverSlide();
        int slides = Progress.windows();
        return slides < full && slides * most >= full * seconds;
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
