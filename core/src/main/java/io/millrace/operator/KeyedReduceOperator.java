/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.RecordBatch;
import io.millrace.function.KeySelector;
import io.millrace.function.ReduceFunction;
import io.millrace.store.ObjectColumn;
import io.millrace.time.TimeDomain;
import org.jspecify.annotations.Nullable;

/**
 * The rolling reduction of each key: emits the new value after every record, or, where the input is grouped by key, the
 * last one alone.
 */
public final class KeyedReduceOperator extends KeyedOperator<ReduceFunction<Object>> {
    private final KeySelector<Object, Object> keySelector;
    private @Nullable ObjectColumn<Object> reduced;
    private boolean grouped;
    private @Nullable Object last;
    private long lastTimestamp;

    public KeyedReduceOperator(ReduceFunction<?> function, KeySelector<?, ?> keySelector) {
        super(cast(function));
        this.keySelector = cast(keySelector);
    }

    @Override
    public void groupInput() {
        grouped = true;
    }

    @Override
    protected void onStoreReady() {
        prepareLongKeys(keySelector);
        reduced = store().objectColumn("reduced", null);
    }

    @Override
    public void onBatch(int input, RecordBatch batch) throws Exception {
        if (grouped) {
            reduceOneKey(batch);
            return;
        }
        ObjectColumn<Object> column = reduced;
        if (column == null) {
            throw new IllegalStateException("The operator is not open");
        }
        takeLongKeys(keySelector, batch);
        sampleKeys(keySelector, batch);
        for (int row = 0; row < batch.size; row++) {
            Object value = batch.values[row];
            int slot = select(keySelector, batch, row);
            Object before = column.get(slot);
            Object after = before == null ? value : function().reduce(before, value);
            column.set(slot, after);
            batch.values[row] = after;
        }
        output().emit(batch);
    }

    private void reduceOneKey(RecordBatch batch) throws Exception {
        select(keySelector, batch, 0);
        Object value = last;
        for (int row = 0; row < batch.size; row++) {
            value = value == null ? batch.values[row] : function().reduce(value, batch.values[row]);
        }
        last = value;
        lastTimestamp = batch.timestamps[batch.size - 1];
        context().recycle(batch);
    }

    @Override
    public boolean onKeyEnd() throws Exception {
        Object value = last;
        if (value != null) {
            last = null;
            output().emit(value, lastTimestamp);
        }
        return super.onKeyEnd();
    }

    @Override
    protected void onTimer(long timestamp, TimeDomain domain) {
        throw new IllegalStateException("A reduction has no timers");
    }
}
