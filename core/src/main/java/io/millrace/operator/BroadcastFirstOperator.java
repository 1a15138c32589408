/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.RecordBatch;
import io.millrace.metric.Counter;
import io.millrace.spill.Row;
import io.millrace.spill.RowCursor;
import io.millrace.spill.SpillingRows;
import org.jspecify.annotations.Nullable;

/**
 * Lets an operator read the whole of its broadcast input (1) before the other (0). What comes of the other meanwhile is
 * taken, on disk where memory does not suffice, rather than blocked: both may come from one source, which could then not
 * go on with either.
 */
public final class BroadcastFirstOperator implements Operator {
    private static final int BROADCAST = 1;

    private final Operator operator;
    private final long memoryBytes;
    private @Nullable OperatorContext context;
    private @Nullable Output output;
    private @Nullable SpillingRows held;
    private @Nullable RowCursor cursor;
    private @Nullable Counter spilled;
    private boolean broadcastEnded;
    private boolean otherEnded;
    private boolean unfinished;
    private int told;

    /**
     * @param memoryBytes how much memory records may take before they go to disk, about
     */
    public BroadcastFirstOperator(Operator operator, long memoryBytes) {
        this.operator = operator;
        this.memoryBytes = memoryBytes;
    }

    private static <T> T opened(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("The operator is not open");
        }
        return part;
    }

    @Override
    public void open(OperatorContext newContext, Output newOutput) throws Exception {
        context = newContext;
        output = newOutput;
        held = SpillingRows.inOrderOfArrival(BatchOperators.scratch(newContext, memoryBytes));
        spilled = newContext.counter(BatchOperators.SPILLED_BYTES);
        operator.open(newContext, newOutput);
    }

    @Override
    public void onBatch(int input, RecordBatch batch) throws Exception {
        if (input == BROADCAST || broadcastEnded) {
            operator.onBatch(input, batch);
            return;
        }
        SpillingRows rows = opened(held);
        long before = rows.spilledBytes();
        rows.add(input, batch);
        opened(spilled).inc(rows.spilledBytes() - before);
        opened(context).recycle(batch);
    }

    /** The end of time is told behind what was held back. */
    @Override
    public boolean forwardsWatermarks() {
        return false;
    }

    @Override
    public boolean onWatermark(long timestamp) {
        opened(context).setWatermark(Long.MIN_VALUE);
        return true;
    }

    @Override
    public boolean onEndOfInput(int input) throws Exception {
        if (input == BROADCAST) {
            broadcastEnded = true;
            cursor = opened(held).read();
        } else {
            otherEnded = true;
        }
        return resume();
    }

    @Override
    public boolean resume() throws Exception {
        if (!broadcastEnded) {
            return true;
        }
        if (!passHeld()) {
            return false;
        }
        opened(held).close();
        if (!otherEnded) {
            return true;
        }
        opened(context).setWatermark(Long.MAX_VALUE);
        for (; told < 2; told++) {
            boolean done = unfinished ? operator.resume() : operator.onEndOfInput(told);
            unfinished = !done;
            if (!done) {
                return false;
            }
        }
        opened(output).emitWatermark(Long.MAX_VALUE);
        return true;
    }

    private boolean passHeld() throws Exception {
        RowCursor rows = opened(cursor);
        Row row = rows.peek();
        while (row != null) {
            RecordBatch batch = opened(context).newBatch();
            while (row != null && !batch.isFull()) {
                BatchOperators.append(batch, row);
                rows.advance();
                row = rows.peek();
            }
            operator.onBatch(0, batch);
            if (row != null) {
                return false;
            }
        }
        return true;
    }

    @Override
    public OperatorSnapshot snapshot(boolean endOfInput) throws Exception {
        return operator.snapshot(endOfInput);
    }

    @Override
    public void close() throws Exception {
        SpillingRows rows = held;
        held = null;
        try {
            operator.close();
        } finally {
            if (rows != null) {
                rows.close();
            }
        }
    }
}
