/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.Batch;
import io.millrace.data.RecordBatch;
import io.millrace.function.KeySelector;
import io.millrace.function.OutputTag;
import io.millrace.process.KeyedProcessFunction;
import io.millrace.store.KeyedStore;
import io.millrace.time.TimeDomain;
import io.millrace.time.TimerService;
import org.jspecify.annotations.Nullable;

/** Runs a {@link KeyedProcessFunction}. */
public final class KeyedProcessOperator extends KeyedOperator<KeyedProcessFunction<Object, Object, Object>> {
    private final KeySelector<Object, Object> keySelector;
    private @Nullable ElementContext elementContext;
    private @Nullable RowCollector collector;
    private Loop loop = new ProcessLoop();

    public KeyedProcessOperator(KeyedProcessFunction<?, ?, ?> function, KeySelector<?, ?> keySelector) {
        super(cast(function));
        this.keySelector = cast(keySelector);
    }

    @Override
    protected void onStoreReady() {
        elementContext = new ElementContext(function());
        collector = new RowCollector(output());
        loop = context().kernels().instance(Loop.class, ProcessLoop.class, function(), keySelector);
    }

    @Override
    public void onBatch(int input, RecordBatch batch) throws Exception {
        ElementContext current = contextAt();
        sampleKeys(keySelector, batch);
        loop.run(function(), keySelector, store(), current, current.shared, collectorAt(), batch);
        context().recycle(batch);
    }

    /** The loop's face, through which its copies are called. */
    interface Loop {
        void run(
                KeyedProcessFunction<Object, Object, Object> function,
                KeySelector<Object, Object> keySelector,
                KeyedStore store,
                KeyedProcessFunction<Object, Object, Object>.Context context,
                FunctionContext shared,
                RowCollector out,
                RecordBatch batch)
                throws Exception;
    }

    /** Copied for each function; see {@link Kernels}. */
    static final class ProcessLoop implements Loop {
        @Override
        public void run(
                KeyedProcessFunction<Object, Object, Object> function,
                KeySelector<Object, Object> keySelector,
                KeyedStore store,
                KeyedProcessFunction<Object, Object, Object>.Context context,
                FunctionContext shared,
                RowCollector out,
                RecordBatch batch)
                throws Exception {
            long[] longKeys = batch.longKeys;
            int size = batch.size;
            for (int row = 0; row < size; row++) {
                Object value = batch.values[row];
                if (longKeys != null) {
                    store.select(longKeys[row]);
                } else {
                    store.select(keySelector.getKey(value));
                }
                long timestamp = batch.timestamps[row];
                shared.timestamp = timestamp;
                out.timestamp = timestamp;
                function.processElement(value, context, out);
                store.release();
            }
        }
    }

    @Override
    protected void onTimer(long timestamp, TimeDomain domain) throws Exception {
        ElementContext current = contextAt();
        current.shared.timestamp = timestamp;
        current.domain = domain;
        collectorAt().timestamp = domain == TimeDomain.EVENT_TIME ? timestamp : Batch.NO_TIMESTAMP;
        function().onTimer(timestamp, current, collectorAt());
    }

    private ElementContext contextAt() {
        ElementContext current = elementContext;
        if (current == null) {
            throw new IllegalStateException("The operator is not open");
        }
        return current;
    }

    private RowCollector collectorAt() {
        RowCollector current = collector;
        if (current == null) {
            throw new IllegalStateException("The operator is not open");
        }
        return current;
    }

    private final class ElementContext extends KeyedProcessFunction<Object, Object, Object>.OnTimerContext {
        private final FunctionContext shared =
                new FunctionContext(KeyedProcessOperator.this.context(), KeyedProcessOperator.this.output(), store());
        private TimeDomain domain = TimeDomain.EVENT_TIME;

        ElementContext(KeyedProcessFunction<Object, Object, Object> function) {
            function.super();
        }

        @Override
        public @Nullable Long timestamp() {
            return shared.timestampOrNull();
        }

        @Override
        public TimerService timerService() {
            return shared;
        }

        @Override
        public <X> void output(OutputTag<X> outputTag, X value) {
            shared.output(outputTag, value);
        }

        @Override
        public Object getCurrentKey() {
            return store().currentKey();
        }

        @Override
        public TimeDomain timeDomain() {
            return domain;
        }
    }
}
