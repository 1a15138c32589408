/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.Batch;
import io.millrace.data.RecordBatch;
import io.millrace.function.Function;
import io.millrace.function.KeySelector;
import io.millrace.time.TimeDomain;
import org.jspecify.annotations.Nullable;

/** An operator on two streams keyed alike, with state and timers of the key. */
abstract class KeyedTwoInputOperator<F extends Function> extends KeyedOperator<F> {
    private final KeySelector<Object, Object> keySelector1;
    private final KeySelector<Object, Object> keySelector2;
    private @Nullable FunctionContext shared;

    KeyedTwoInputOperator(F function, KeySelector<?, ?> keySelector1, KeySelector<?, ?> keySelector2) {
        super(function);
        this.keySelector1 = cast(keySelector1);
        this.keySelector2 = cast(keySelector2);
    }

    @Override
    protected final void onStoreReady() {
        FunctionContext context = new FunctionContext(context(), output(), store());
        shared = context;
        onContextReady(context);
    }

    /** Called when the context is there that those of the function stand on, before the function is opened. */
    protected abstract void onContextReady(FunctionContext context);

    protected abstract void process(int input, Object value, RowCollector out) throws Exception;

    protected abstract void fire(long timestamp, TimeDomain domain, RowCollector out) throws Exception;

    private FunctionContext shared() {
        FunctionContext current = shared;
        if (current == null) {
            throw new IllegalStateException("The operator is not open");
        }
        return current;
    }

    @Override
    public final void onBatch(int input, RecordBatch batch) throws Exception {
        FunctionContext current = shared();
        RowCollector out = new RowCollector(output());
        KeySelector<Object, Object> selector = input == 0 ? keySelector1 : keySelector2;
        for (int row = 0; row < batch.size; row++) {
            Object value = batch.values[row];
            select(selector, batch, row);
            current.timestamp = batch.timestamps[row];
            out.timestamp = batch.timestamps[row];
            process(input, value, out);
            store().release();
        }
        context().recycle(batch);
    }

    @Override
    protected final void onTimer(long timestamp, TimeDomain domain) throws Exception {
        shared().timestamp = timestamp;
        RowCollector out = new RowCollector(output());
        out.timestamp = domain == TimeDomain.EVENT_TIME ? timestamp : Batch.NO_TIMESTAMP;
        fire(timestamp, domain, out);
    }

    static <C> C opened(@Nullable C context) {
        if (context == null) {
            throw new IllegalStateException("The operator is not open");
        }
        return context;
    }
}
