/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.basic;

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

/** A clock that stands still until it is moved, and nothing else. */
final class World implements Environment, SourceContext {
    final int parallelism;
    long clockMillis = 1_000_000;

    World(int parallelism) {
        this.parallelism = parallelism;
    }

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
        throw new UnsupportedOperationException(location);
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
        return parallelism;
    }

    @Override
    public Counter counter(String name) {
        throw new UnsupportedOperationException(name);
    }

    SinkContext sink(int subtaskIndex, long attemptId) {
        return new Subtask(this, subtaskIndex, parallelism, attemptId, attemptId > 0);
    }

    private record Subtask(World environment, int subtaskIndex, int parallelism, long attemptId, boolean isRestored)
            implements SinkContext {
        @Override
        public Counter counter(String name) {
            return environment.counter(name);
        }
    }

    /** Keeps what a reader emits. */
    static final class Output<T> implements SourceOutput<T> {
        final List<T> elements = new ArrayList<>();

        @Override
        public void collect(T element) {
            elements.add(element);
        }

        @Override
        public void collect(T element, long timestamp) {
            elements.add(element);
        }

        @Override
        public <X> void sideOutput(OutputTag<X> tag, X element) {
            throw new AssertionError("No side output expected, but " + element);
        }
    }
}
