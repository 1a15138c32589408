/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.harness;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** The machine the benchmark runs on, and the heap, in megabytes, that each child JVM gets on it. */
public record Machine(int processors, long memoryBytes, long heapMegabytes) {

    private static final int LARGEST_HEAP_GIGABYTES = 8;

    /** This machine, with a heap of 8 GB, or half of the memory where it has less than 16 GB. */
    public static Machine here() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long memoryBytes = system.getTotalMemorySize();
        return new Machine(
                system.getAvailableProcessors(),
                memoryBytes,
                Math.min(memoryBytes / (2 << 20), LARGEST_HEAP_GIGABYTES * 1024L));
    }

    Machine withHeap(long megabytes) {
        return new Machine(processors, memoryBytes, megabytes);
    }

    String maxHeapFlag() {
        return "-Xmx" + heapMegabytes + "m";
    }

    /** For reports. */
    public String description() {
        return String.format(
                Locale.ROOT,
                "%d processors, %.0f GB, %s %s, JDK %s, %s -XX:+UseG1GC",
                processors,
                memoryBytes / (double) (1L << 30),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                System.getProperty("java.version"),
                maxHeapFlag());
    }
}
