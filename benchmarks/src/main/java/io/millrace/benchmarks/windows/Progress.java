/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.windows;

import com.sun.management.OperatingSystemMXBean;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * What this JVM's one job has done so far. The aggregate counts what is added, and the sink the rows; when the first row
 * of the next window comes, a window is complete, and is a mark to measure between. Both are found through statics, since
 * engines may send copies of functions to their tasks.
 */
final class Progress {
    /** A complete window: when that was, and what had been done by then. */
    record Mark(long nanos, long cpuNanos, long added, long rows, long checksum) {}

    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private static final VarHandle ADDED;

    static {
        try {
            ADDED = MethodHandles.lookup().findStaticVarHandle(Progress.class, "added", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused") // through the handle
    private static long added;

    private static final List<Mark> MARKS = new ArrayList<>();
    private static long rows;
    private static long checksum;
    private static long windowTime = Long.MIN_VALUE;

    private Progress() {}

    /** An element was added to an accumulator. Called by one thread. */
    static void add() {
        ADDED.setOpaque((long) ADDED.getOpaque() + 1);
    }

    /** A row came out. Called by one thread, in the order of windows. */
    static void row(long result, long timestamp) {
        if (timestamp != windowTime) {
            complete();
            windowTime = timestamp;
        }
        rows++;
        long mixed = (result ^ timestamp * 0x9E3779B97F4A7C15L) * 0xD6E8FEB86659FD93L;
        checksum += mixed ^ mixed >>> 32;
    }

    private static void complete() {
        synchronized (MARKS) {
            MARKS.add(now());
        }
    }

    /** The state of things, whether a window is complete or not. */
    static Mark now() {
        return new Mark(System.nanoTime(), PROCESS.getProcessCpuTime(), (long) ADDED.getOpaque(), rows, checksum);
    }

    /** How many windows are complete. */
    static int windows() {
        synchronized (MARKS) {
            return Math.max(0, MARKS.size() - 1);
        }
    }

    /** All complete windows; the first is the beginning. */
    static List<Mark> marks() {
        synchronized (MARKS) {
            return List.copyOf(MARKS);
        }
    }
}
