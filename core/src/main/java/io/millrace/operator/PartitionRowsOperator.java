/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.RecordBatch;
import io.millrace.function.Function;
import io.millrace.metric.Counter;
import io.millrace.spill.RowCursor;
import io.millrace.spill.Scratch;
import io.millrace.spill.SpillingRows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds the elements of a partition until its input ends. In a batch they go to disk where memory does not suffice; in a
 * stream they stay in memory, from where snapshots take them.
 */
abstract class PartitionRowsOperator<F extends Function> extends PartitionOperator<F> {
    private long memoryBytes = Long.MAX_VALUE;
    private @Nullable SpillingRows rows;
    private @Nullable RowCursor cursor;
    private @Nullable Counter spilled;

    PartitionRowsOperator(F function) {
        super(function);
    }

    /** To be called before the operator is opened, in a batch. */
    final void spillAbove(long bytes) {
        memoryBytes = bytes;
    }

    /** Returns where elements wait, and in which order they come back. */
    protected abstract SpillingRows rowsIn(Scratch scratch);

    /** Emits the results, or some of them; called again until it returns true. */
    protected abstract boolean answer(RowCursor elements) throws Exception;

    private SpillingRows rows() {
        SpillingRows current = rows;
        if (current == null) {
            throw new IllegalStateException("The operator is not open");
        }
        return current;
    }

    @Override
    protected final void onOpen() throws Exception {
        rows = rowsIn(BatchOperators.scratch(context(), memoryBytes));
        spilled = context().counter(BatchOperators.SPILLED_BYTES);
        super.onOpen();
    }

    @Override
    public final void onBatch(int input, RecordBatch batch) throws Exception {
        goOn();
        long before = rows().spilledBytes();
        rows().add(0, batch);
        if (spilled != null) {
            spilled.inc(rows().spilledBytes() - before);
        }
        context().recycle(batch);
    }

    @Override
    protected final boolean answer() throws Exception {
        RowCursor current = cursor;
        if (current == null) {
            current = rows().read();
            cursor = current;
        }
        if (!answer(current)) {
            return false;
        }
        rows().close();
        return true;
    }

    @Override
    protected final void restore(Object held) throws Exception {
        rows().add(held);
    }

    @Override
    protected final List<Object> held() {
        return rows().values();
    }

    @Override
    public final void close() throws Exception {
        try {
            super.close();
        } finally {
            SpillingRows current = rows;
            if (current != null) {
                current.close();
            }
        }
    }
}
