/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.Batch;
import io.millrace.data.RecordBatch;
import io.millrace.function.KeySelector;
import io.millrace.process.KeyedBroadcastProcessFunction;
import io.millrace.process.KeyedStateFunction;
import io.millrace.state.State;
import io.millrace.state.StateDescriptor;
import io.millrace.store.KeyedStore;
import io.millrace.time.TimeDomain;
import io.millrace.time.TimerService;
import org.jspecify.annotations.Nullable;

/** Runs a {@link KeyedBroadcastProcessFunction}: input 0 is the keyed stream, input 1 the broadcast one. */
public final class KeyedBroadcastProcessOperator
        extends KeyedOperator<KeyedBroadcastProcessFunction<Object, Object, Object, Object>> {
    private final KeySelector<Object, Object> keySelector;

    public KeyedBroadcastProcessOperator(
            KeyedBroadcastProcessFunction<?, ?, ?, ?> function, KeySelector<?, ?> keySelector) {
        super(cast(function));
        this.keySelector = cast(keySelector);
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
        KeyedContext current = new KeyedContext(function(), shared(store()));
        RowCollector out = new RowCollector(output());
        for (int row = 0; row < batch.size; row++) {
            Object value = batch.values[row];
            select(keySelector, batch, row);
            current.shared.timestamp = batch.timestamps[row];
            out.timestamp = batch.timestamps[row];
            function().processElement(value, current, out);
            store().release();
        }
    }

    private void onBroadcast(RecordBatch batch) throws Exception {
        BroadcastContext current = new BroadcastContext(function(), shared(null));
        RowCollector out = new RowCollector(output());
        for (int row = 0; row < batch.size; row++) {
            current.shared.timestamp = batch.timestamps[row];
            out.timestamp = batch.timestamps[row];
            function().processBroadcastElement(batch.values[row], current, out);
        }
    }

    @Override
    protected void onTimer(long timestamp, TimeDomain domain) throws Exception {
        KeyedContext current = new KeyedContext(function(), shared(store()));
        current.shared.timestamp = timestamp;
        current.domain = domain;
        RowCollector out = new RowCollector(output());
        out.timestamp = domain == TimeDomain.EVENT_TIME ? timestamp : Batch.NO_TIMESTAMP;
        function().onTimer(timestamp, current, out);
    }

    private FunctionContext shared(@Nullable KeyedStore timers) {
        return new FunctionContext(context(), output(), timers);
    }

    private final class KeyedContext
            extends KeyedBroadcastProcessFunction<Object, Object, Object, Object>.OnTimerContext {
        private final FunctionContext shared;
        private TimeDomain domain = TimeDomain.EVENT_TIME;

        KeyedContext(KeyedBroadcastProcessFunction<Object, Object, Object, Object> function, FunctionContext shared) {
            function.super(shared);
            this.shared = shared;
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
        private final FunctionContext shared;

        BroadcastContext(
                KeyedBroadcastProcessFunction<Object, Object, Object, Object> function, FunctionContext shared) {
            function.super(shared);
            this.shared = shared;
        }

        @Override
        public <S extends State, V> void applyToKeyedState(
                StateDescriptor<S, V> stateDescriptor, KeyedStateFunction<Object, S> function) throws Exception {
            S state = StateAccess.declare(store(), stateDescriptor);
            store().<Exception>forEachSlot(slot -> {
                store().selectSlot(slot);
                if (StateAccess.isPresent(state)) {
                    function.process(store().currentKey(), state);
                }
                store().release();
            });
        }
    }
}
