/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation.isolated;

import io.millrace.function.Collector;
import io.millrace.process.CheckpointedFunction;
import io.millrace.process.FunctionInitializationContext;
import io.millrace.process.FunctionSnapshotContext;
import io.millrace.process.KeyedProcessFunction;
import io.millrace.simulation.TestHarness;
import io.millrace.state.ListState;
import io.millrace.state.ListStateDescriptor;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import java.util.List;
import java.util.function.Supplier;

/** Keeps values of a class of the application's, takes a snapshot, and goes on from it. */
public final class Summing implements Supplier<List<String>> {
    /** A class of the application's. */
    public record Sum(int value) {}

    private static final class Function extends KeyedProcessFunction<Integer, Integer, String>
            implements CheckpointedFunction {
        private transient ValueState<Sum> sum;
        private transient ListState<Sum> all;

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            sum = context.getKeyedStateStore().getState(new ValueStateDescriptor<>("sum"));
            all = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("all"));
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {
            // nothing is held outside of the state
        }

        @Override
        public void processElement(Integer value, Context ctx, Collector<String> out) throws Exception {
            Sum before = sum.value();
            sum.update(new Sum(value + (before == null ? 0 : before.value())));
            all.add(new Sum(value));
            int total = 0;
            for (Sum each : all.get()) {
                total += each.value();
            }
            out.collect(sum.value().value() + " of " + total);
        }
    }

    @Override
    public List<String> get() {
        try (TestHarness<Integer, String> before =
                TestHarness.of(stream -> stream.keyBy(number -> number % 2).process(new Function()))) {
            before.processElement(1);
            before.processElement(2);
            try (TestHarness<Integer, String> after = before.restore(before.snapshot(), 1)) {
                after.processElement(3);
                return after.output();
            }
        }
    }
}
