/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.RecordBatch;
import io.millrace.function.FlatMapFunction;

/** Applies a {@link FlatMapFunction} to each record. */
public final class FlatMapOperator extends FunctionOperator<FlatMapFunction<Object, Object>> {
    private Loop loop = new FlatMapLoop();

    public FlatMapOperator(FlatMapFunction<?, ?> function) {
        super(cast(function));
    }

    @Override
    protected void onOpen() {
        loop = context().kernels().instance(Loop.class, FlatMapLoop.class, function());
    }

    @Override
    public void onBatch(int input, RecordBatch batch) throws Exception {
        loop.run(function(), batch, new RowCollector(output()));
        context().recycle(batch);
    }

    /** The loop's face, through which its copies are called. */
    interface Loop {
        void run(FlatMapFunction<Object, Object> function, RecordBatch batch, RowCollector out) throws Exception;
    }

    /** Copied for each operator; see {@link Kernels}. */
    static final class FlatMapLoop implements Loop {
        @Override
        public void run(FlatMapFunction<Object, Object> function, RecordBatch batch, RowCollector out)
                throws Exception {
            for (int row = 0; row < batch.size; row++) {
                out.timestamp = batch.timestamps[row];
                function.flatMap(batch.values[row], out);
            }
        }
    }
}
