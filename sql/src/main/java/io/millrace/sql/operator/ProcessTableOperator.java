/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowType;
import io.millrace.operator.ColumnKeys;
import io.millrace.time.TimeDomain;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** Calls a process table function for the rows of tables whose keys meet, with the state of the key, and for its timers. */
public final class ProcessTableOperator extends KeyedColumnOperator {
    private final ProcessTableCall call;
    private final RowType keyType;
    private final long ttlMillis;
    private final List<ColumnKeys> keys;
    private @Nullable ProcessCalls calls;

    /**
     * @param keyType of the keys of all tables
     * @param ttlMillis how long state is kept that does not say itself; 0 for ever
     */
    public ProcessTableOperator(RelDataType outputRow, ProcessTableCall call, RowType keyType, long ttlMillis) {
        super(outputRow);
        this.call = call;
        this.keyType = keyType;
        this.ttlMillis = ttlMillis;
        this.keys = call.tables().stream()
                .map(table -> new ColumnKeys(table.keys()))
                .toList();
    }

    @Override
    void onOpen() {
        store().keyType(keyType);
        ProcessCalls opened = new ProcessCalls(call, context(), rows(), store(), calc(call.values()), ttlMillis);
        closing(opened::close);
        calls = opened;
    }

    private ProcessCalls calls() {
        ProcessCalls opened = calls;
        if (opened == null) {
            throw new IllegalStateException("The operator is not open");
        }
        return opened;
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        ColumnKeys own = keys.get(input);
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            own.select(store(), batch, position);
            calls().onRow(input, batch, position);
            store().release();
        }
        store().afterStep();
        rows().flush();
    }

    @Override
    void onTimer(long timestamp, TimeDomain domain) {
        calls().onTimer(timestamp);
    }
}
