/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.function.OutputTag;
import io.millrace.metric.Counter;
import io.millrace.state.KeyedStateStore;
import io.millrace.store.KeyedStore;
import io.millrace.store.StoreSnapshot;
import io.millrace.window.ProcessWindowFunction;
import io.millrace.window.TimeWindow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Emits what windows give: as it is, or through the user's {@link ProcessWindowFunction}; and what is late for them. */
final class WindowEmitter {
    private final WindowAggregation aggregation;
    private final OperatorContext context;
    private final Output output;
    private final Counter lateRecords;
    private final RowCollector collector;
    private final @Nullable FiringContext firing;
    private @Nullable KeyedStore states;
    private @Nullable Object firingKey;

    WindowEmitter(WindowAggregation aggregation, OperatorContext context, Output output) {
        this.aggregation = aggregation;
        this.context = context;
        this.output = output;
        this.lateRecords = context.counter("numLateRecordsDropped");
        this.collector = new RowCollector(output);
        ProcessWindowFunction<Object, Object, Object, ?> function = aggregation.processFunction();
        this.firing = function == null ? null : new FiringContext(FunctionOperator.cast(function));
    }

    /** Emits what a slot of a window holds. */
    void emit(SliceContents window, int slot, long start, long end) throws Exception {
        Object result = window.resultAt(slot);
        if (firing == null) {
            output.emit(result, end - 1);
            return;
        }
        emit(window.keyAt(slot), start, end, result);
    }

    void emit(Object key, long start, long end, Object result) throws Exception {
        FiringContext current = firing;
        if (current == null) {
            output.emit(result, end - 1);
            return;
        }
        collector.timestamp = end - 1;
        current.window = new TimeWindow(start, end);
        Iterable<Object> elements = aggregation.resultIsList() ? FunctionOperator.cast(result) : List.of(result);
        enter(key);
        current.function.process(key, current, elements, collector);
        leave();
    }

    private void enter(Object key) {
        firingKey = key;
        KeyedStore current = states;
        if (current != null) {
            current.select(key);
        }
    }

    private void leave() {
        firingKey = null;
        KeyedStore current = states;
        if (current != null) {
            current.release();
        }
    }

    /**
     * The store of the function's keyed state, for operators that have no other use for it: opened when the function
     * first asks for state, so that windows of functions without any do not look their keys up.
     */
    KeyedStore keyedStore() {
        KeyedStore current = states;
        if (current == null) {
            current = context.keyedStore();
            states = current;
            if (firingKey != null) {
                current.select(firingKey);
            }
        }
        return current;
    }

    /** Forgets what the function keeps, of all keys. */
    void forgetKeys() {
        KeyedStore current = states;
        if (current != null) {
            current.clear();
        }
    }

    /** Returns a snapshot of {@link #keyedStore}, or null where it was never opened. */
    @Nullable
    StoreSnapshot snapshot() {
        return states == null ? null : states.snapshot();
    }

    void late(Object value, long timestamp) {
        OutputTag<?> tag = aggregation.lateTag();
        if (tag == null) {
            lateRecords.inc();
        } else {
            output.emit(tag, value, timestamp);
        }
    }

    private final class FiringContext extends ProcessWindowFunction<Object, Object, Object, TimeWindow>.Context {
        private final ProcessWindowFunction<Object, Object, Object, TimeWindow> function;
        private TimeWindow window = new TimeWindow(0, 0);

        FiringContext(ProcessWindowFunction<Object, Object, Object, TimeWindow> function) {
            function.super();
            this.function = function;
        }

        @Override
        public TimeWindow window() {
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
            throw new UnsupportedOperationException("Operator '" + context.operatorName()
                    + "' keeps no state per window, because "
                    + function.getClass().getName()
                    + " does not say how that is removed. Override clear(Context), and clear the state there."
                    + " Sessions have no such state at all: use globalState(), or an aggregate.");
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
