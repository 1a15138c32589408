/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.local;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a local cluster is like.
 *
 * @param taskManagers how many processes run tasks; 0 or more
 * @param slots of each task manager; 1 or more
 * @param taskHeapMegabytes of each task manager, for user functions and state; 64 or more
 * @param settings further ones, with Flink's names; they come before those of the cluster's own
 */
public record LocalClusterOptions(int taskManagers, int slots, int taskHeapMegabytes, Map<String, String> settings) {
    private static final int LEAST_HEAP_MEGABYTES = 64;

    public LocalClusterOptions {
        require(taskManagers >= 0, "A cluster has 0 task managers or more, not " + taskManagers);
        require(slots >= 1, "A task manager has 1 slot or more, not " + slots);
        require(
                taskHeapMegabytes >= LEAST_HEAP_MEGABYTES,
                "A task manager needs " + LEAST_HEAP_MEGABYTES + " MB of heap or more, not " + taskHeapMegabytes);
        settings = Map.copyOf(settings);
    }

    /** Task managers of two slots and 192 MB of heap for tasks. */
    public static LocalClusterOptions of(int taskManagers) {
        return new LocalClusterOptions(taskManagers, 2, 192, Map.of());
    }

    public LocalClusterOptions withSlots(int slotsOfEach) {
        return new LocalClusterOptions(taskManagers, slotsOfEach, taskHeapMegabytes, settings);
    }

    public LocalClusterOptions withTaskHeapMegabytes(int megabytes) {
        return new LocalClusterOptions(taskManagers, slots, megabytes, settings);
    }

    /** Adds a setting, with Flink's name for it. */
    public LocalClusterOptions with(String name, String value) {
        Map<String, String> more = new TreeMap<>(settings);
        more.put(name, value);
        return new LocalClusterOptions(taskManagers, slots, taskHeapMegabytes, more);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
