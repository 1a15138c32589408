/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import io.millrace.function.CoFlatMapFunction;
import io.millrace.function.CoMapFunction;
import io.millrace.function.FunctionCopier;
import io.millrace.function.KeySelector;
import io.millrace.operator.CoFunction;
import io.millrace.operator.CoProcessOperator;
import io.millrace.operator.ConnectedKeyedOperator;
import io.millrace.operator.KeyedCoProcessOperator;
import io.millrace.process.CoProcessFunction;
import io.millrace.process.KeyedCoProcessFunction;

/** Two streams, of two types, that one operator reads together; keyed where both are. */
public final class ConnectedStreams<A, B> {
    private final DataStream<A> first;
    private final DataStream<B> second;

    ConnectedStreams(DataStream<A> first, DataStream<B> second) {
        this.first = first;
        this.second = second;
    }

    public StreamExecutionEnvironment getExecutionEnvironment() {
        return first.getExecutionEnvironment();
    }

    public DataStream<A> getFirstInput() {
        return first;
    }

    public DataStream<B> getSecondInput() {
        return second;
    }

    /** Keys both streams; elements of equal keys meet in one subtask. */
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

    /** Needs both streams keyed alike. */
    public <K, O> SingleOutputStreamOperator<O> process(KeyedCoProcessFunction<K, A, B, O> function) {
        if (!(first instanceof KeyedStream<A, ?> keyed1) || !(second instanceof KeyedStream<B, ?> keyed2)) {
            throw new IllegalArgumentException("A KeyedCoProcessFunction ("
                    + function.getClass().getName()
                    + ") needs two keyed streams. Call keyBy(..., ...) after connect(...), or key both before.");
        }
        KeySelector<A, ?> selector1 = keyed1.getKeySelector();
        KeySelector<B, ?> selector2 = keyed2.getKeySelector();
        return connected(first.transform(
                "Keyed Co-Process",
                () -> new KeyedCoProcessOperator(FunctionCopier.copyIfMutable(function), selector1, selector2)));
    }

    private <O> SingleOutputStreamOperator<O> process(String name, CoProcessFunction<?, ?, ?> function) {
        if (first instanceof KeyedStream<A, ?> keyed1 && second instanceof KeyedStream<B, ?> keyed2) {
            KeySelector<A, ?> selector1 = keyed1.getKeySelector();
            KeySelector<B, ?> selector2 = keyed2.getKeySelector();
            return connected(first.transform(
                    name,
                    () -> new ConnectedKeyedOperator(FunctionCopier.copyIfMutable(function), selector1, selector2)));
        }
        return connected(first.transform(name, () -> new CoProcessOperator(FunctionCopier.copyIfMutable(function))));
    }

    private <O> SingleOutputStreamOperator<O> connected(SingleOutputStreamOperator<O> result) {
        second.connect(result.ports().get(0).node(), 1);
        return result;
    }
}
