/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.harness;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The most memory this process has held. */
final class PeakMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String HIGH_WATER_MARK = "VmHWM:";

    private PeakMemory() {}

    /** Peak resident memory where the system tells it (Linux), otherwise the peak of the used heap. */
    static long bytes() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return peakHeapBytes();
        }
        return residentBytes(Files.readAllLines(STATUS));
    }

    static long residentBytes(List<String> status) throws IOException {
        for (String line : status) {
            if (line.startsWith(HIGH_WATER_MARK)) {
                String kilobytes = line.substring(HIGH_WATER_MARK.length())
                        .replace("kB", "")
                        .strip();
                return Long.parseLong(kilobytes) * 1024;
            }
        }
        throw new IOException(STATUS + " has no line " + HIGH_WATER_MARK);
    }

    private static long peakHeapBytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
