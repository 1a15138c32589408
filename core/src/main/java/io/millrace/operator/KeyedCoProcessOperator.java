/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.Batch;
import io.millrace.data.RecordBatch;
import io.millrace.function.KeySelector;
import io.millrace.process.CoProcessFunction;
import io.millrace.time.TimeDomain;

/** Runs a {@link CoProcessFunction} on two streams keyed alike, with state and timers of the key. */
public final class KeyedCoProcessOperator extends KeyedOperator<CoProcessFunction<Object, Object, Object>> {
    private final KeySelector<Object, Object> keySelector1;
    private final KeySelector<Object, Object> keySelector2;

    public KeyedCoProcessOperator(
            CoProcessFunction<?, ?, ?> function, KeySelector<?, ?> keySelector1, KeySelector<?, ?> keySelector2) {
        super(cast(function));
        this.keySelector1 = cast(keySelector1);
        this.keySelector2 = cast(keySelector2);
    }

    @Override
    public void onBatch(int input, RecordBatch batch) throws Exception {
        CoElementContext element = new CoElementContext(new FunctionContext(context(), output(), store()));
        RowCollector out = new RowCollector(output());
        KeySelector<Object, Object> selector = input == 0 ? keySelector1 : keySelector2;
        for (int row = 0; row < batch.size; row++) {
            Object value = batch.values[row];
            select(selector, value);
            element.shared.timestamp = batch.timestamps[row];
            out.timestamp = batch.timestamps[row];
            if (input == 0) {
                function().processElement1(value, element, out);
            } else {
                function().processElement2(value, element, out);
            }
            store().release();
        }
        context().recycle(batch);
    }

    @Override
    protected void onTimer(long timestamp, TimeDomain domain) throws Exception {
        CoElementContext element = new CoElementContext(new FunctionContext(context(), output(), store()));
        RowCollector out = new RowCollector(output());
        element.shared.timestamp = timestamp;
        out.timestamp = domain == TimeDomain.EVENT_TIME ? timestamp : Batch.NO_TIMESTAMP;
        function().onTimer(timestamp, element, out);
    }
}
