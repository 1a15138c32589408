/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

import io.millrace.connector.SinkContext;
import io.millrace.connector.SourceContext;
import io.millrace.connector.SourceOutput;
import io.millrace.environment.Environment;
import io.millrace.environment.Faults;
import io.millrace.environment.Storage;
import io.millrace.function.OutputTag;
import io.millrace.metric.Counter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A disk, a clock that stands still until it is moved, and counters. */
final class World implements Environment, SourceContext {
    final VolatileDisk disk = new VolatileDisk();
    final Map<String, Long> counts = new TreeMap<>();
    long clockMillis = 1_000_000;

    @Override
    public long clockMillis() {
        return clockMillis;
    }

    @Override
    public long nanoTime() {
        return clockMillis * 1_000_000;
    }

    @Override
    public Storage storage(String location) {
        return disk.at(location);
    }

    @Override
    public Faults faults() {
        return Faults.NONE;
    }

    @Override
    public Environment environment() {
        return this;
    }

    @Override
    public int parallelism() {
        return 1;
    }

    @Override
    public Counter counter(String name) {
        return new Counter() {
            @Override
            public void inc(long by) {
                counts.merge(name, by, Long::sum);
            }

            @Override
            public long getCount() {
                return counts.getOrDefault(name, 0L);
            }
        };
    }

    SinkContext sink(int subtaskIndex, int parallelism, long attemptId, boolean restored) {
        return new Subtask(this, subtaskIndex, parallelism, attemptId, restored);
    }

    private record Subtask(World environment, int subtaskIndex, int parallelism, long attemptId, boolean isRestored)
            implements SinkContext {
        @Override
        public Counter counter(String name) {
            return environment.counter(name);
        }
    }

    /** Keeps what a reader emits. */
    static final class Output implements SourceOutput<String> {
        final List<String> elements = new ArrayList<>();
        final List<Object> sideOutput = new ArrayList<>();

        @Override
        public void collect(String element) {
            elements.add(element);
        }

        @Override
        public void collect(String element, long timestamp) {
            elements.add(element);
        }

        @Override
        public <X> void sideOutput(OutputTag<X> tag, X element) {
            sideOutput.add(element);
        }
    }
}
