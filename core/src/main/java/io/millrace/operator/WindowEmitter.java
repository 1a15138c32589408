/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.function.OutputTag;
import io.millrace.metric.Counter;
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

    WindowEmitter(WindowAggregation aggregation, OperatorContext context, Output output) {
        this.aggregation = aggregation;
        this.context = context;
        this.output = output;
        this.lateRecords = context.counter("numLateRecordsDropped");
        this.collector = new RowCollector(output);
        ProcessWindowFunction<Object, Object, Object, ?> function = aggregation.processFunction();
        this.firing = function == null ? null : new FiringContext(FunctionOperator.cast(function));
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
        current.function.process(key, current, elements, collector);
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
        public <X> void output(OutputTag<X> outputTag, X value) {
            output.emit(outputTag, value, window.maxTimestamp());
        }
    }
}
