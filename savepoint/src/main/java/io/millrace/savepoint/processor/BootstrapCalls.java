/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint.processor;

import io.millrace.function.Collector;
import io.millrace.process.CheckpointedFunction;
import io.millrace.process.FunctionInitializationContext;
import io.millrace.process.FunctionSnapshotContext;
import io.millrace.process.KeyedProcessFunction;
import io.millrace.process.OpenContext;
import io.millrace.process.ProcessFunction;
import io.millrace.process.RuntimeContext;
import io.millrace.state.BroadcastState;
import io.millrace.state.MapStateDescriptor;
import io.millrace.state.OperatorStateStore;
import io.millrace.time.TimerService;
import org.jspecify.annotations.Nullable;

/** Bootstrap functions as the functions of ordinary operators, so that these keep the state. */
final class BootstrapCalls {
    private BootstrapCalls() {}

    static final class OfKeys<K, T> extends KeyedProcessFunction<K, T, Object> {
        private static final long serialVersionUID = 1L;

        private final KeyedStateBootstrapFunction<K, T> function;
        private transient @Nullable KeyContext keyContext;

        OfKeys(KeyedStateBootstrapFunction<K, T> function) {
            this.function = function;
        }

        @Override
        public void setRuntimeContext(RuntimeContext context) {
            function.setRuntimeContext(context);
        }

        @Override
        public void open(OpenContext context) throws Exception {
            function.open(context);
        }

        @Override
        public void processElement(T value, Context ctx, Collector<Object> out) throws Exception {
            KeyContext current = keyContext;
            if (current == null || current.outer != ctx) {
                current = new KeyContext(function, ctx);
                keyContext = current;
            }
            function.processElement(value, current);
        }

        @Override
        public void close() throws Exception {
            function.close();
        }

        private final class KeyContext extends KeyedStateBootstrapFunction<K, T>.Context {
            private final KeyedProcessFunction<K, T, Object>.Context outer;

            KeyContext(KeyedStateBootstrapFunction<K, T> function, KeyedProcessFunction<K, T, Object>.Context outer) {
                function.super();
                this.outer = outer;
            }

            @Override
            public TimerService timerService() {
                return outer.timerService();
            }

            @Override
            public K getCurrentKey() {
                return outer.getCurrentKey();
            }
        }
    }

    static final class OfLists<T> extends ProcessFunction<T, Object> implements CheckpointedFunction {
        private static final long serialVersionUID = 1L;

        private final StateBootstrapFunction<T> function;

        OfLists(StateBootstrapFunction<T> function) {
            this.function = function;
        }

        @Override
        public void setRuntimeContext(RuntimeContext context) {
            function.setRuntimeContext(context);
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            function.initializeState(context);
        }

        @Override
        public void open(OpenContext context) throws Exception {
            function.open(context);
        }

        @Override
        public void processElement(T value, Context ctx, Collector<Object> out) throws Exception {
            TimerService time = ctx.timerService();
            function.processElement(value, time::currentProcessingTime);
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            function.snapshotState(context);
        }

        @Override
        public void close() throws Exception {
            function.close();
        }
    }

    static final class OfBroadcast<T> extends ProcessFunction<T, Object> implements CheckpointedFunction {
        private static final long serialVersionUID = 1L;

        private final BroadcastStateBootstrapFunction<T> function;
        private transient @Nullable OperatorStateStore states;

        OfBroadcast(BroadcastStateBootstrapFunction<T> function) {
            this.function = function;
        }

        @Override
        public void setRuntimeContext(RuntimeContext context) {
            function.setRuntimeContext(context);
        }

        @Override
        public void initializeState(FunctionInitializationContext context) {
            states = context.getOperatorStateStore();
        }

        @Override
        public void open(OpenContext context) throws Exception {
            function.open(context);
        }

        @Override
        public void processElement(T value, Context ctx, Collector<Object> out) throws Exception {
            OperatorStateStore store = states;
            if (store == null) {
                throw new IllegalStateException("The function is not initialized");
            }
            function.processElement(value, new StateContext(store, ctx.timerService()));
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {}

        @Override
        public void close() throws Exception {
            function.close();
        }
    }

    private record StateContext(OperatorStateStore states, TimerService time)
            implements BroadcastStateBootstrapFunction.Context {
        @Override
        public <K, V> BroadcastState<K, V> getBroadcastState(MapStateDescriptor<K, V> descriptor) throws Exception {
            return states.getBroadcastState(descriptor);
        }

        @Override
        public long currentProcessingTime() {
            return time.currentProcessingTime();
        }
    }
}
