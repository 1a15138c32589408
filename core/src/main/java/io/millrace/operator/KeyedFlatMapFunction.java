/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.function.Collector;
import io.millrace.function.FilterFunction;
import io.millrace.function.FlatMapFunction;
import io.millrace.function.Function;
import io.millrace.function.MapFunction;
import io.millrace.process.KeyedProcessFunction;
import io.millrace.process.OpenContext;
import io.millrace.process.RichFunction;

/** Lets a rich map, filter or flatMap function on a keyed stream use the state of its key. */
public final class KeyedFlatMapFunction extends KeyedProcessFunction<Object, Object, Object>
        implements WrappingFunction {
    private static final long serialVersionUID = 1L;

    private final Function function;
    private final FlatMapFunction<Object, Object> body;

    private KeyedFlatMapFunction(Function function, FlatMapFunction<Object, Object> body) {
        this.function = function;
        this.body = body;
    }

    public static KeyedFlatMapFunction ofMap(MapFunction<Object, Object> map) {
        return new KeyedFlatMapFunction(map, (value, out) -> out.collect(map.map(value)));
    }

    public static KeyedFlatMapFunction ofFilter(FilterFunction<Object> filter) {
        return new KeyedFlatMapFunction(filter, (value, out) -> {
            if (filter.filter(value)) {
                out.collect(value);
            }
        });
    }

    public static KeyedFlatMapFunction ofFlatMap(FlatMapFunction<Object, Object> flatMap) {
        return new KeyedFlatMapFunction(flatMap, flatMap);
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
    public void processElement(Object value, Context ctx, Collector<Object> out) throws Exception {
        body.flatMap(value, out);
    }

    @Override
    public void close() throws Exception {
        if (function instanceof RichFunction rich) {
            rich.close();
        }
    }
}
