/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import io.millrace.function.OutputTag;
import io.millrace.graph.Chaining;
import java.util.List;

/** The stream of an operator whose settings can still be changed. */
public class SingleOutputStreamOperator<T> extends DataStream<T> {
    private final StreamNode node;

    SingleOutputStreamOperator(StreamExecutionEnvironment environment, StreamNode node) {
        super(environment, List.of(new StreamPort(node, null, null)));
        this.node = node;
    }

    /** Names the operator for people: in metrics, logs and messages. */
    public SingleOutputStreamOperator<T> name(String name) {
        node.name = name;
        return this;
    }

    /** Returns the operator's name. */
    public String getName() {
        return node.name;
    }

    /** Says more about the operator than its name does; shown in the execution plan. */
    public SingleOutputStreamOperator<T> setDescription(String description) {
        node.description = description;
        return this;
    }

    /** Begins a stage with this operator: it is not fused with the one before. */
    public SingleOutputStreamOperator<T> startNewChain() {
        node.chaining = Chaining.HEAD;
        return this;
    }

    /** Fuses this operator with no other. */
    public SingleOutputStreamOperator<T> disableChaining() {
        node.chaining = Chaining.NEVER;
        return this;
    }

    /** Gives the operator one subtask. */
    public SingleOutputStreamOperator<T> forceNonParallel() {
        return setParallelism(1);
    }

    /** Names the operator's state in snapshots; keep it when the program changes. */
    public SingleOutputStreamOperator<T> uid(String uid) {
        node.uid = uid;
        return this;
    }

    public SingleOutputStreamOperator<T> setParallelism(int parallelism) {
        StreamExecutionEnvironment.requireParallelism(parallelism);
        if (node.nonParallel && parallelism != 1) {
            throw new IllegalArgumentException("Operator '" + node.name + "' sees the whole stream and runs as one"
                    + " subtask, not as " + parallelism + ". Key the stream to divide the work.");
        }
        node.parallelism = parallelism;
        return this;
    }

    public SingleOutputStreamOperator<T> setMaxParallelism(int maxParallelism) {
        StreamExecutionEnvironment.requireParallelism(maxParallelism);
        node.maxParallelism = maxParallelism;
        return this;
    }

    /** Returns what the operator emits to a side output. */
    public <X> DataStream<X> getSideOutput(OutputTag<X> sideOutputTag) {
        return sideOutput(sideOutputTag);
    }
}
