/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

/** The stream of a source. */
public final class DataStreamSource<T> extends SingleOutputStreamOperator<T> {
    DataStreamSource(StreamExecutionEnvironment environment, StreamNode node) {
        super(environment, node);
    }
}
