/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.function.CoFlatMapFunction;
import io.millrace.function.CoMapFunction;
import io.millrace.function.Collector;
import io.millrace.function.Function;
import io.millrace.process.CoProcessFunction;
import io.millrace.process.OpenContext;
import io.millrace.process.RichFunction;

/** A {@link CoMapFunction} or {@link CoFlatMapFunction} as the {@link CoProcessFunction} that it is a case of. */
public final class CoFunction extends CoProcessFunction<Object, Object, Object> implements WrappingFunction {
    private static final long serialVersionUID = 1L;

    private final Function function;
    private final CoFlatMapFunction<Object, Object, Object> body;

    private CoFunction(Function function, CoFlatMapFunction<Object, Object, Object> body) {
        this.function = function;
        this.body = body;
    }

    public static CoFunction of(CoMapFunction<Object, Object, Object> map) {
        return new CoFunction(map, new CoFlatMapFunction<>() {
            @Override
            public void flatMap1(Object value, Collector<Object> out) throws Exception {
                out.collect(map.map1(value));
            }

            @Override
            public void flatMap2(Object value, Collector<Object> out) throws Exception {
                out.collect(map.map2(value));
            }
        });
    }

    public static CoFunction of(CoFlatMapFunction<Object, Object, Object> flatMap) {
        return new CoFunction(flatMap, flatMap);
    }

    @Override
    public Function wrapped() {
        return function;
    }

    @Override
    public void open(OpenContext openContext) throws Exception {
        if (function instanceof RichFunction rich) {
            rich.open(openContext);
        }
    }

    @Override
    public void processElement1(Object value, Context ctx, Collector<Object> out) throws Exception {
        body.flatMap1(value, out);
    }

    @Override
    public void processElement2(Object value, Context ctx, Collector<Object> out) throws Exception {
        body.flatMap2(value, out);
    }

    @Override
    public void close() throws Exception {
        if (function instanceof RichFunction rich) {
            rich.close();
        }
    }
}
