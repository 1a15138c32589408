/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import io.millrace.function.FunctionCopier;
import io.millrace.operator.BroadcastProcessOperator;
import io.millrace.process.BroadcastProcessFunction;

/** A stream beside a broadcast one. */
public final class BroadcastConnectedStream<A, B> {
    private final DataStream<A> stream;
    private final BroadcastStream<B> broadcast;

    BroadcastConnectedStream(DataStream<A> stream, BroadcastStream<B> broadcast) {
        this.stream = stream;
        this.broadcast = broadcast;
    }

    public <O> SingleOutputStreamOperator<O> process(BroadcastProcessFunction<A, B, O> function) {
        SingleOutputStreamOperator<O> result = stream.transform(
                "Broadcast Process", () -> new BroadcastProcessOperator(FunctionCopier.copyIfMutable(function)));
        broadcast.stream().connect(result.ports().get(0).node(), 1);
        return result;
    }
}
