/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import io.millrace.graph.Chaining;

/** The end of a stream. */
public final class DataStreamSink<T> {
    private final StreamNode node;

    DataStreamSink(StreamNode node) {
        this.node = node;
    }

    public DataStreamSink<T> name(String name) {
        node.name = name;
        return this;
    }

    public DataStreamSink<T> uid(String uid) {
        node.uid = uid;
        return this;
    }

    public DataStreamSink<T> setParallelism(int parallelism) {
        StreamExecutionEnvironment.requireParallelism(parallelism);
        node.parallelism = parallelism;
        return this;
    }

    public DataStreamSink<T> setMaxParallelism(int maxParallelism) {
        StreamExecutionEnvironment.requireParallelism(maxParallelism);
        node.maxParallelism = maxParallelism;
        return this;
    }

    /** Says more about the sink than its name does; shown in the execution plan. */
    public DataStreamSink<T> setDescription(String description) {
        node.description = description;
        return this;
    }

    /** Fuses the sink with no other operator. */
    public DataStreamSink<T> disableChaining() {
        node.chaining = Chaining.NEVER;
        return this;
    }
}
