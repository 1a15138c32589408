/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.RecordBatch;
import io.millrace.process.CoProcessFunction;

/** Runs a {@link CoProcessFunction} on two streams without keys. */
public final class CoProcessOperator extends FunctionOperator<CoProcessFunction<Object, Object, Object>> {
    public CoProcessOperator(CoProcessFunction<?, ?, ?> function) {
        super(cast(function));
    }

    @Override
    public void onBatch(int input, RecordBatch batch) throws Exception {
        CoElementContext element = new CoElementContext(new FunctionContext(context(), output(), null));
        RowCollector out = new RowCollector(output());
        for (int row = 0; row < batch.size; row++) {
            element.shared.timestamp = batch.timestamps[row];
            out.timestamp = batch.timestamps[row];
            if (input == 0) {
                function().processElement1(batch.values[row], element, out);
            } else {
                function().processElement2(batch.values[row], element, out);
            }
        }
        context().recycle(batch);
    }
}
