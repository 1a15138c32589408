/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import io.millrace.function.FunctionCopier;
import io.millrace.function.KeySelector;
import io.millrace.operator.BroadcastProcessOperator;
import io.millrace.operator.KeyedBroadcastProcessOperator;
import io.millrace.process.BroadcastProcessFunction;
import io.millrace.process.KeyedBroadcastProcessFunction;

/** A stream beside a broadcast one. */
public final class BroadcastConnectedStream<A, B> {
    private final DataStream<A> stream;
    private final BroadcastStream<B> broadcast;

    BroadcastConnectedStream(DataStream<A> stream, BroadcastStream<B> broadcast) {
        this.stream = stream;
        this.broadcast = broadcast;
    }

    /** The environment that both streams belong to. */
    public StreamExecutionEnvironment getExecutionEnvironment() {
        return stream.getExecutionEnvironment();
    }

    /** The stream that is not broadcast. */
    public DataStream<A> getFirstInput() {
        return stream;
    }

    /** The stream that is. */
    public BroadcastStream<B> getSecondInput() {
        return broadcast;
    }

    public <O> SingleOutputStreamOperator<O> process(BroadcastProcessFunction<A, B, O> function) {
        return connected(stream.transform(
                "Broadcast Process", () -> new BroadcastProcessOperator(FunctionCopier.copyIfMutable(function))));
    }

    /** Needs a keyed stream on this side. */
    public <K, O> SingleOutputStreamOperator<O> process(KeyedBroadcastProcessFunction<K, A, B, O> function) {
        if (!(stream instanceof KeyedStream<A, ?> keyed)) {
            throw new IllegalArgumentException("A KeyedBroadcastProcessFunction ("
                    + function.getClass().getName() + ") needs a keyed stream. Call keyBy(...) before connect(...).");
        }
        KeySelector<A, ?> selector = keyed.getKeySelector();
        return connected(stream.transform(
                "Keyed Broadcast Process",
                () -> new KeyedBroadcastProcessOperator(FunctionCopier.copyIfMutable(function), selector)));
    }

    private <O> SingleOutputStreamOperator<O> connected(SingleOutputStreamOperator<O> result) {
        broadcast.stream().connect(result.ports().get(0).node(), 1);
        return result;
    }
}
