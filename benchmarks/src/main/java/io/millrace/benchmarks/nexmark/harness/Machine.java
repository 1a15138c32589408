/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.harness;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** The machine the benchmark runs on, and the heap each child JVM gets on it. */
public record Machine(int processors, long memoryBytes) {

    private static final int LARGEST_HEAP_GIGABYTES = 8;

    public static Machine here() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Machine(system.getAvailableProcessors(), system.getTotalMemorySize());
    }

    /** 8 GB, or half of the memory where the machine has less than 16 GB. */
    String maxHeapFlag() {
        long halfMegabytes = memoryBytes / (2 << 20);
        return "-Xmx" + Math.min(halfMegabytes, LARGEST_HEAP_GIGABYTES * 1024L) + "m";
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
