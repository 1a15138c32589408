/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.function.OutputTag;
import io.millrace.state.KeyedStateStore;
import io.millrace.store.KeyedStore;
import io.millrace.window.GlobalWindow;
import io.millrace.window.ProcessWindowFunction;
import io.millrace.window.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Emits what windows give, as it is or through the user's function, with the state of the key and of the window. */
final class WindowCalls {
    private final WindowAggregation aggregation;
    private final OperatorContext context;
    private final Output output;
    private final KeyedStore store;
    private final boolean merging;
    private final RowCollector collector;
    private final @Nullable FiringContext firing;

    WindowCalls(
            WindowAggregation aggregation, OperatorContext context, Output output, KeyedStore store, boolean merging) {
        this.aggregation = aggregation;
        this.context = context;
        this.output = output;
        this.store = store;
        this.merging = merging;
        this.collector = new RowCollector(output);
        ProcessWindowFunction<Object, Object, Object, ?> function = aggregation.processFunction();
        this.firing = function == null ? null : new FiringContext(FunctionOperator.cast(function));
    }

    /**
     * Emits a result.
     *
     * @param result of the aggregate; for a function of all elements, their list
     */
    void emit(Object key, Window window, int slot, Object result) throws Exception {
        FiringContext current = firing;
        if (current == null) {
            output.emit(result, window.maxTimestamp());
            return;
        }
        collector.timestamp = window.maxTimestamp();
        Iterable<Object> elements = aggregation.resultIsList() ? FunctionOperator.cast(result) : List.of(result);
        int before = current.enter(key, window, slot);
        current.function.process(key, current, elements, collector);
        current.leave(before);
    }

    /** Lets the function clean up behind a window. */
    void clear(Object key, Window window, int slot) throws Exception {
        FiringContext current = firing;
        if (current != null) {
            int before = current.enter(key, window, slot);
            current.function.clear(current);
            current.leave(before);
        }
    }

    private final class FiringContext extends ProcessWindowFunction<Object, Object, Object, Window>.Context {
        private final ProcessWindowFunction<Object, Object, Object, Window> function;
        private final KeyedStore windowStore = store.view("window/");
        private final KeyedStateStore windowStates = new StoreStates(windowStore);
        private Window window = GlobalWindow.get();

        FiringContext(ProcessWindowFunction<Object, Object, Object, Window> function) {
            function.super();
            this.function = function;
        }

        int enter(Object key, Window firingWindow, int slot) {
            int before = store.currentSlot();
            window = firingWindow;
            windowStore.selectSlot(slot);
            store.select(key);
            return before;
        }

        void leave(int before) {
            store.release();
            store.selectSlot(before);
            windowStore.selectSlot(-1);
        }

        @Override
        public Window window() {
            return window;
        }

        @Override
        public long currentProcessingTime() {
            return context.processingTime();
        }

        @Override
        public long currentWatermark() {
            return context.watermark();
        }

        @Override
        public KeyedStateStore windowState() {
            if (merging) {
                throw new UnsupportedOperationException("Operator '" + context.operatorName()
                        + "' has windows that merge, such as sessions, and these have no state of their own."
                        + " Use globalState(), or an aggregate.");
            }
            return windowStates;
        }

        @Override
        public KeyedStateStore globalState() {
            return function.getRuntimeContext();
        }

        @Override
        public <X> void output(OutputTag<X> outputTag, X value) {
            output.emit(outputTag, value, window.maxTimestamp());
        }
    }
}
