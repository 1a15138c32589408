/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.local;

import java.util.List;
import java.util.Map;

/**
 * How the memory of a task manager is dealt out. Flink's start scripts work that out in a JVM of its own; a process that is
 * started without them has to be told every part, and its JVM's limits with them. In megabytes.
 */
record TaskManagerMemory(int taskHeap) {
    private static final int FRAMEWORK_HEAP = 64;
    private static final int FRAMEWORK_OFF_HEAP = 64;
    private static final int NETWORK = 64;
    /** For Flink's own sorting and state; our state lies on the heap. */
    private static final int MANAGED = 32;

    private static final int METASPACE = 160;
    private static final int OVERHEAD = 64;

    Map<String, String> settings() {
        return Map.ofEntries(
                Map.entry("taskmanager.cpu.cores", "1.0"),
                Map.entry("taskmanager.memory.framework.heap.size", FRAMEWORK_HEAP + "m"),
                Map.entry("taskmanager.memory.framework.off-heap.size", FRAMEWORK_OFF_HEAP + "m"),
                Map.entry("taskmanager.memory.task.heap.size", taskHeap + "m"),
                Map.entry("taskmanager.memory.task.off-heap.size", "0m"),
                Map.entry("taskmanager.memory.managed.size", MANAGED + "m"),
                Map.entry("taskmanager.memory.network.min", NETWORK + "m"),
                Map.entry("taskmanager.memory.network.max", NETWORK + "m"),
                Map.entry("taskmanager.memory.jvm-metaspace.size", METASPACE + "m"),
                Map.entry("taskmanager.memory.jvm-overhead.min", OVERHEAD + "m"),
                Map.entry("taskmanager.memory.jvm-overhead.max", OVERHEAD + "m"));
    }

    List<String> jvmOptions() {
        return List.of(
                "-Xms" + (FRAMEWORK_HEAP + taskHeap) + "m",
                "-Xmx" + (FRAMEWORK_HEAP + taskHeap) + "m",
                "-XX:MaxDirectMemorySize=" + (FRAMEWORK_OFF_HEAP + NETWORK) + "m",
                "-XX:MaxMetaspaceSize=" + METASPACE + "m");
    }
}
