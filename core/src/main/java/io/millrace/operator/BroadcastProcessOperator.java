/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.RecordBatch;
import io.millrace.function.OutputTag;
import io.millrace.process.BroadcastProcessFunction;
import io.millrace.snapshot.StateTable;
import io.millrace.state.BroadcastState;
import io.millrace.state.MapStateDescriptor;
import io.millrace.state.ReadOnlyBroadcastState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs a {@link BroadcastProcessFunction}: input 0 is the stream, input 1 the broadcast one. */
public final class BroadcastProcessOperator extends FunctionOperator<BroadcastProcessFunction<Object, Object, Object>> {
    private @Nullable BroadcastStates states;

    public BroadcastProcessOperator(BroadcastProcessFunction<?, ?, ?> function) {
        super(cast(function));
    }

    @Override
    protected void onOpen() throws Exception {
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
        FunctionContext shared = new FunctionContext(context(), output(), null);
        ReadOnly readOnly = new ReadOnly(shared, states());
        ReadWrite readWrite = new ReadWrite(shared, states());
        RowCollector out = new RowCollector(output());
        for (int row = 0; row < batch.size; row++) {
            shared.timestamp = batch.timestamps[row];
            out.timestamp = batch.timestamps[row];
            if (input == 0) {
                function().processElement(batch.values[row], readOnly, out);
            } else {
                function().processBroadcastElement(batch.values[row], readWrite, out);
            }
        }
        context().recycle(batch);
    }

    @Override
    public OperatorSnapshot snapshot(boolean endOfInput) {
        StateTable table = states().table(context().subtaskIndex());
        return new OperatorSnapshot() {
            @Override
            public List<StateTable> tables() {
                return List.of(table);
            }
        };
    }

    private static final class ReadOnly extends BroadcastProcessFunction.ReadOnlyContext {
        private final FunctionContext shared;
        private final BroadcastStates states;

        ReadOnly(FunctionContext shared, BroadcastStates states) {
            this.shared = shared;
            this.states = states;
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
        public <K, V> ReadOnlyBroadcastState<K, V> getBroadcastState(MapStateDescriptor<K, V> descriptor) {
            return cast(states.state(descriptor.getName()));
        }
    }

    private static final class ReadWrite extends BroadcastProcessFunction.Context {
        private final FunctionContext shared;
        private final BroadcastStates states;

        ReadWrite(FunctionContext shared, BroadcastStates states) {
            this.shared = shared;
            this.states = states;
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
        public <K, V> BroadcastState<K, V> getBroadcastState(MapStateDescriptor<K, V> descriptor) {
            return cast(states.state(descriptor.getName()));
        }
    }
}
