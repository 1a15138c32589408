/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import io.millrace.operator.HotKey;
import io.millrace.process.RuntimeContext.Counter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a task counts. Written by the task alone; others may read at any time and see values that are a little old.
 */
public final class TaskMetrics {
    /** After this many rows a long emission pauses. */
    static final int MAX_EMITTED_IN_STEP = 16_384;

    public long recordsIn;
    public long batchesIn;
    public long recordsOut;
    public long batchesOut;
    public long busyNanos;
    public long backpressuredNanos;
    public long idleNanos;
    public long watermark = Long.MIN_VALUE;
    public long stateBytes;
    public long keys;
    public long lastPauseNanos;
    int emittedInStep;
    private final Map<String, TaskCounter> counters = new LinkedHashMap<>();
    private final Map<String, List<HotKey>> hotKeys = new LinkedHashMap<>();

    /** Returns the counter of that name, made on first use. */
    synchronized Counter counter(String name) {
        return counters.computeIfAbsent(name, unused -> new TaskCounter());
    }

    /** Returns the counters' values by operator and name. */
    public synchronized Map<String, Long> counters() {
        Map<String, Long> values = new LinkedHashMap<>();
        counters.forEach((name, counter) -> values.put(name, counter.count));
        return values;
    }

    /** Takes the hottest keys of an operator, in place of those before. */
    synchronized void publishHotKeys(String operator, List<HotKey> hottest) {
        hotKeys.put(operator, hottest);
    }

    /** Returns the hottest keys of each keyed operator, the hottest first. */
    public synchronized List<HotKey> hotKeys() {
        return hotKeys.values().stream().flatMap(List::stream).toList();
    }

    private static final class TaskCounter implements Counter {
        private long count;

        @Override
        public void inc(long by) {
            count += by;
        }

        @Override
        public long getCount() {
            return count;
        }
    }
}
