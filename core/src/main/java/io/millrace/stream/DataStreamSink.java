/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

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
}
