/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.function.Collector;
import io.millrace.function.Function;
import io.millrace.function.FunctionCopier;
import io.millrace.function.MapPartitionFunction;
import io.millrace.function.OutputTag;
import io.millrace.process.OpenContext;
import io.millrace.process.RichFunction;
import io.millrace.state.KeyedStateStore;
import io.millrace.window.AllWindowFunction;
import io.millrace.window.ProcessAllWindowFunction;
import io.millrace.window.ProcessWindowFunction;
import io.millrace.window.Window;
import io.millrace.window.WindowFunction;
import java.io.Serializable;
import java.lang.reflect.Method;

/**
 * The user's function of a window, of any kind.
 *
 * @param function a {@link ProcessWindowFunction}, {@link WindowFunction}, {@link ProcessAllWindowFunction} or {@link
 *     AllWindowFunction}; of windows of two streams also a {@link io.millrace.function.CoGroupFunction}, {@link
 *     io.millrace.function.JoinFunction} or {@link io.millrace.function.FlatJoinFunction}; of all that a key ever has a
 *     {@link MapPartitionFunction}
 */
public record WindowBody(Function function) implements Serializable {

    /** Returns an instance for one task. */
    public ProcessWindowFunction<Object, Object, Object, ?> forTask() {
        Function own = FunctionCopier.copyIfMutable(function);
        WindowFunction<Object, Object, Object, Window> ofSides = WindowSides.calling(own);
        if (ofSides != null) {
            return new Apply(own, ofSides);
        } else if (own instanceof WindowFunction<?, ?, ?, ?> apply) {
            return new Apply(FunctionOperator.cast(apply));
        } else if (own instanceof AllWindowFunction<?, ?, ?> applyAll) {
            AllWindowFunction<Object, Object, Window> all = FunctionOperator.cast(applyAll);
            return new Apply(own, (key, window, input, out) -> all.apply(window, input, out));
        } else if (own instanceof MapPartitionFunction<?, ?> partition) {
            MapPartitionFunction<Object, Object> map = FunctionOperator.cast(partition);
            return new Apply(own, (key, window, input, out) -> map.mapPartition(input, out));
        } else if (own instanceof ProcessAllWindowFunction<?, ?, ?> processAll) {
            return new ProcessAll(FunctionOperator.cast(processAll));
        }
        return FunctionOperator.cast(own);
    }

    /** Returns whether the function cleans up behind each window, and so may keep state of it. */
    public boolean keepsWindowState() {
        return overridesClear(ProcessWindowFunction.class, ProcessWindowFunction.Context.class)
                || overridesClear(ProcessAllWindowFunction.class, ProcessAllWindowFunction.Context.class);
    }

    private boolean overridesClear(Class<?> base, Class<?> context) {
        if (!base.isInstance(function)) {
            return false;
        }
        for (Class<?> type = function.getClass(); type != base && type != null; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.getName().equals("clear")
                        && method.getParameterCount() == 1
                        && method.getParameterTypes()[0] == context) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A process function around a function of another kind. */
    private abstract static class Adapter extends ProcessWindowFunction<Object, Object, Object, Window>
            implements WrappingFunction {
        private static final long serialVersionUID = 1L;

        private final Function function;

        Adapter(Function function) {
            this.function = function;
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
        public void close() throws Exception {
            if (function instanceof RichFunction rich) {
                rich.close();
            }
        }
    }

    private static final class Apply extends Adapter {
        private static final long serialVersionUID = 1L;

        private final WindowFunction<Object, Object, Object, Window> body;

        Apply(WindowFunction<Object, Object, Object, Window> function) {
            this(function, function);
        }

        Apply(Function function, WindowFunction<Object, Object, Object, Window> body) {
            super(function);
            this.body = body;
        }

        @Override
        public void process(Object key, Context context, Iterable<Object> elements, Collector<Object> out)
                throws Exception {
            body.apply(key, context.window(), elements, out);
        }
    }

    private static final class ProcessAll extends Adapter {
        private static final long serialVersionUID = 1L;

        private final ProcessAllWindowFunction<Object, Object, Window> function;

        ProcessAll(ProcessAllWindowFunction<Object, Object, Window> function) {
            super(function);
            this.function = function;
        }

        @Override
        public void process(Object key, Context context, Iterable<Object> elements, Collector<Object> out)
                throws Exception {
            function.process(new AllContext(function, context), elements, out);
        }

        @Override
        public void clear(Context context) throws Exception {
            function.clear(new AllContext(function, context));
        }
    }

    private static final class AllContext extends ProcessAllWindowFunction<Object, Object, Window>.Context {
        private final ProcessWindowFunction<Object, Object, Object, Window>.Context context;

        AllContext(
                ProcessAllWindowFunction<Object, Object, Window> function,
                ProcessWindowFunction<Object, Object, Object, Window>.Context context) {
            function.super();
            this.context = context;
        }

        @Override
        public Window window() {
            return context.window();
        }

        @Override
        public KeyedStateStore windowState() {
            return context.windowState();
        }

        @Override
        public KeyedStateStore globalState() {
            return context.globalState();
        }

        @Override
        public <X> void output(OutputTag<X> outputTag, X value) {
            context.output(outputTag, value);
        }
    }
}
