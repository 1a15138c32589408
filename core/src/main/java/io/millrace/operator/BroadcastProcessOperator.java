/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.RecordBatch;
import io.millrace.process.BroadcastProcessFunction;

/** Runs a {@link BroadcastProcessFunction}: input 0 is the stream, input 1 the broadcast one. */
public final class BroadcastProcessOperator extends FunctionOperator<BroadcastProcessFunction<Object, Object, Object>> {
    public BroadcastProcessOperator(BroadcastProcessFunction<?, ?, ?> function) {
        super(cast(function));
    }

    @Override
    public void onBatch(int input, RecordBatch batch) throws Exception {
        FunctionContext shared = new FunctionContext(context(), output(), null);
        BroadcastProcessFunction.ReadOnlyContext readOnly = new BroadcastProcessFunction.ReadOnlyContext(shared);
        BroadcastProcessFunction.Context readWrite = new BroadcastProcessFunction.Context(shared);
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
}
