/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a local cluster is like.
 *
 * @param taskManagers how many processes run tasks; 0 or more
 * @param slots of each task manager; 1 or more
 * @param taskHeapMegabytes of each task manager, for user functions and state; 64 or more
 * @param jvmOptions further ones, for every process
 * @param settings further ones, with Flink's names; they come before those of the cluster's own
 */
public record LocalClusterOptions(
        int taskManagers, int slots, int taskHeapMegabytes, List<String> jvmOptions, Map<String, String> settings) {
    private static final int LEAST_HEAP_MEGABYTES = 64;

    public LocalClusterOptions {
        require(taskManagers >= 0, "A cluster has 0 task managers or more, not " + taskManagers);
        require(slots >= 1, "A task manager has 1 slot or more, not " + slots);
        require(
                taskHeapMegabytes >= LEAST_HEAP_MEGABYTES,
                "A task manager needs " + LEAST_HEAP_MEGABYTES + " MB of heap or more, not " + taskHeapMegabytes);
        jvmOptions = List.copyOf(jvmOptions);
        settings = Map.copyOf(settings);
    }

    /** Task managers of two slots and 192 MB of heap for tasks. */
    public static LocalClusterOptions of(int taskManagers) {
        return new LocalClusterOptions(taskManagers, 2, 192, List.of(), Map.of());
    }

    public LocalClusterOptions withSlots(int slotsOfEach) {
        return new LocalClusterOptions(taskManagers, slotsOfEach, taskHeapMegabytes, jvmOptions, settings);
    }

    public LocalClusterOptions withTaskHeapMegabytes(int megabytes) {
        return new LocalClusterOptions(taskManagers, slots, megabytes, jvmOptions, settings);
    }

    /** Adds a setting, with Flink's name for it. */
    public LocalClusterOptions with(String name, String value) {
        Map<String, String> more = new TreeMap<>(settings);
        more.put(name, value);
        return new LocalClusterOptions(taskManagers, slots, taskHeapMegabytes, jvmOptions, more);
    }

    /**
     * Has the JVMs compile quickly and less well, so that the cluster is there in two thirds of the time. For jobs that
     * take a minute, and never to measure with.
     */
    public LocalClusterOptions quickToStart() {
        List<String> more = new ArrayList<>(jvmOptions);
        more.add("-XX:TieredStopAtLevel=1");
        return new LocalClusterOptions(taskManagers, slots, taskHeapMegabytes, more, settings);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
