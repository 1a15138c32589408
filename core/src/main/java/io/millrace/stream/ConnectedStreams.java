/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import io.millrace.function.CoFlatMapFunction;
import io.millrace.function.CoMapFunction;
import io.millrace.function.FunctionCopier;
import io.millrace.function.KeySelector;
import io.millrace.operator.CoFunction;
import io.millrace.operator.CoProcessOperator;
import io.millrace.operator.KeyedCoProcessOperator;
import io.millrace.process.CoProcessFunction;

/** Two streams, of two types, that one operator reads together; keyed where both are. */
public final class ConnectedStreams<A, B> {
    private final DataStream<A> first;
    private final DataStream<B> second;

    ConnectedStreams(DataStream<A> first, DataStream<B> second) {
        this.first = first;
        this.second = second;
    }

    public <K> ConnectedStreams<A, B> keyBy(KeySelector<A, K> keySelector1, KeySelector<B, K> keySelector2) {
        return new ConnectedStreams<>(first.keyBy(keySelector1), second.keyBy(keySelector2));
    }

    public <O> SingleOutputStreamOperator<O> map(CoMapFunction<A, B, O> function) {
        return process("Co-Map", CoFunction.of(DataStream.<CoMapFunction<Object, Object, Object>>cast(function)));
    }

    public <O> SingleOutputStreamOperator<O> flatMap(CoFlatMapFunction<A, B, O> function) {
        return process(
                "Co-Flat Map", CoFunction.of(DataStream.<CoFlatMapFunction<Object, Object, Object>>cast(function)));
    }

    public <O> SingleOutputStreamOperator<O> process(CoProcessFunction<A, B, O> function) {
        return process("Co-Process", function);
    }

    private <O> SingleOutputStreamOperator<O> process(String name, CoProcessFunction<?, ?, ?> function) {
        SingleOutputStreamOperator<O> result;
        if (first instanceof KeyedStream<A, ?> keyed1 && second instanceof KeyedStream<B, ?> keyed2) {
            KeySelector<A, ?> selector1 = keyed1.getKeySelector();
            KeySelector<B, ?> selector2 = keyed2.getKeySelector();
            result = first.transform(
                    name,
                    () -> new KeyedCoProcessOperator(FunctionCopier.copyIfMutable(function), selector1, selector2));
        } else {
            result = first.transform(name, () -> new CoProcessOperator(FunctionCopier.copyIfMutable(function)));
        }
        second.connect(result.ports().get(0).node(), 1);
        return result;
    }
}
