/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.Batch;
import io.millrace.data.RecordBatch;
import io.millrace.function.KeySelector;
import io.millrace.function.OutputTag;
import io.millrace.process.KeyedBroadcastProcessFunction;
import io.millrace.snapshot.StateTable;
import io.millrace.state.BroadcastState;
import io.millrace.state.MapStateDescriptor;
import io.millrace.state.ReadOnlyBroadcastState;
import io.millrace.time.TimeDomain;
import io.millrace.time.TimerService;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs a {@link KeyedBroadcastProcessFunction}: input 0 is the keyed stream, input 1 the broadcast one. */
public final class KeyedBroadcastProcessOperator
        extends KeyedOperator<KeyedBroadcastProcessFunction<Object, Object, Object, Object>> {
    private final KeySelector<Object, Object> keySelector;
    private @Nullable BroadcastStates states;

    public KeyedBroadcastProcessOperator(
            KeyedBroadcastProcessFunction<?, ?, ?, ?> function, KeySelector<?, ?> keySelector) {
        super(cast(function));
        this.keySelector = cast(keySelector);
    }

    @Override
    protected void onStoreReady() throws Exception {
        states = new BroadcastStates(context().restoredState());
    }

    private BroadcastStates states() {
        BroadcastStates current = states;
        if (current == null) {
            throw new IllegalStateException("The operator is not open");
        }
        return current;
    }

    @Override
    public void onBatch(int input, RecordBatch batch) throws Exception {
        if (input == 0) {
            onKeyed(batch);
        } else {
            onBroadcast(batch);
        }
        context().recycle(batch);
    }

    private void onKeyed(RecordBatch batch) throws Exception {
        KeyedContext current = new KeyedContext(function());
        RowCollector out = new RowCollector(output());
        for (int row = 0; row < batch.size; row++) {
            Object value = batch.values[row];
            select(keySelector, value);
            current.shared.timestamp = batch.timestamps[row];
            out.timestamp = batch.timestamps[row];
            function().processElement(value, current, out);
            store().release();
        }
    }

    private void onBroadcast(RecordBatch batch) throws Exception {
        BroadcastContext current = new BroadcastContext(function());
        RowCollector out = new RowCollector(output());
        for (int row = 0; row < batch.size; row++) {
            current.shared.timestamp = batch.timestamps[row];
            out.timestamp = batch.timestamps[row];
            function().processBroadcastElement(batch.values[row], current, out);
        }
    }

    @Override
    protected void onTimer(long timestamp, TimeDomain domain) throws Exception {
        KeyedContext current = new KeyedContext(function());
        current.shared.timestamp = timestamp;
        current.domain = domain;
        RowCollector out = new RowCollector(output());
        out.timestamp = domain == TimeDomain.EVENT_TIME ? timestamp : Batch.NO_TIMESTAMP;
        function().onTimer(timestamp, current, out);
    }

    @Override
    public OperatorSnapshot snapshot(boolean endOfInput) throws Exception {
        OperatorSnapshot keyed = super.snapshot(endOfInput);
        List<StateTable> tables = new ArrayList<>(keyed.tables());
        tables.add(states().table(context().subtaskIndex()));
        return new OperatorSnapshot() {
            @Override
            public List<StateTable> tables() {
                return tables;
            }

            @Override
            public void close() {
                keyed.close();
            }
        };
    }

    private final class KeyedContext
            extends KeyedBroadcastProcessFunction<Object, Object, Object, Object>.OnTimerContext {
        private final FunctionContext shared =
                new FunctionContext(context(), KeyedBroadcastProcessOperator.this.output(), store());
        private TimeDomain domain = TimeDomain.EVENT_TIME;

        KeyedContext(KeyedBroadcastProcessFunction<Object, Object, Object, Object> function) {
            function.super();
        }

        @Override
        public @Nullable Long timestamp() {
            return shared.timestampOrNull();
        }

        @Override
        public long currentProcessingTime() {
            return shared.currentProcessingTime();
        }

        @Override
        public long currentWatermark() {
            return shared.currentWatermark();
        }

        @Override
        public <X> void output(OutputTag<X> outputTag, X value) {
            shared.output(outputTag, value);
        }

        @Override
        public <X, V> ReadOnlyBroadcastState<X, V> getBroadcastState(MapStateDescriptor<X, V> descriptor) {
            return cast(states().state(descriptor.getName()));
        }

        @Override
        public TimerService timerService() {
            return shared;
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

    private final class BroadcastContext extends KeyedBroadcastProcessFunction<Object, Object, Object, Object>.Context {
        private final FunctionContext shared =
                new FunctionContext(context(), KeyedBroadcastProcessOperator.this.output(), null);

        BroadcastContext(KeyedBroadcastProcessFunction<Object, Object, Object, Object> function) {
            function.super();
        }

        @Override
        public @Nullable Long timestamp() {
            return shared.timestampOrNull();
        }

        @Override
        public long currentProcessingTime() {
            return shared.currentProcessingTime();
        }

        @Override
        public long currentWatermark() {
            return shared.currentWatermark();
        }

        @Override
        public <X> void output(OutputTag<X> outputTag, X value) {
            shared.output(outputTag, value);
        }

        @Override
        public <X, V> BroadcastState<X, V> getBroadcastState(MapStateDescriptor<X, V> descriptor) {
            return cast(states().state(descriptor.getName()));
        }
    }
}
