/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.RecordBatch;
import io.millrace.function.OutputTag;
import io.millrace.process.ProcessFunction;
import io.millrace.time.TimerService;
import org.jspecify.annotations.Nullable;

/** Runs a {@link ProcessFunction} on a stream without keys. */
public final class ProcessOperator extends FunctionOperator<ProcessFunction<Object, Object>> {
    public ProcessOperator(ProcessFunction<?, ?> function) {
        super(cast(function));
    }

    @Override
    public void onBatch(int input, RecordBatch batch) throws Exception {
        FunctionContext shared = new FunctionContext(context(), output(), null);
        ElementContext elementContext = new ElementContext(shared);
        RowCollector out = new RowCollector(output());
        for (int row = 0; row < batch.size; row++) {
            shared.timestamp = batch.timestamps[row];
            out.timestamp = batch.timestamps[row];
            function().processElement(batch.values[row], elementContext, out);
        }
        context().recycle(batch);
    }

    private static final class ElementContext extends ProcessFunction.Context {
        private final FunctionContext shared;

        ElementContext(FunctionContext shared) {
            this.shared = shared;
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
    }
}
