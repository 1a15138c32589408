/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.Batch;
import io.millrace.data.RecordBatch;
import io.millrace.function.KeySelector;
import io.millrace.metric.Counter;
import io.millrace.spill.Row;
import io.millrace.spill.RowCursor;
import io.millrace.spill.SpillingRows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives a keyed operator its bounded input grouped by key: it takes all records first, on disk where memory does not
 * suffice, and then hands over those of one key after the other, each key's in the order of their timestamps (of both
 * inputs, where there are two). When those of a key are through, event time ends for the key, so that its timers and
 * windows fire; then the operator forgets the key, and time starts afresh. So it never holds the state of more than one.
 *
 * <p>An input without a key is broadcast: it goes to the operator at once, before everything keyed.
 */
public final class GroupingOperator implements Operator {
    /** After this many rows a step ends, even if nothing was emitted. */
    private static final int MOST_ROWS_IN_STEP = 16 * Batch.CAPACITY;

    /** Most keys may have few records. */
    private static final int FIRST_BATCH_ROWS = 16;

    private enum Phase {
        COLLECTING,
        RECORDS,
        END_OF_TIME,
        END_OF_KEY,
        END_OF_INPUT,
        DONE
    }

    private final Operator operator;
    private final List<? extends @Nullable KeySelector<Object, Object>> selectors;
    private final long memoryBytes;
    private @Nullable OperatorContext context;
    private @Nullable Output output;
    private @Nullable SpillingRows rows;
    private @Nullable RowCursor cursor;
    private @Nullable Counter spilled;
    private Phase phase = Phase.COLLECTING;
    private int endedInputs;
    private int told;
    private boolean unfinished;
    private @Nullable Row first;
    private int rowsOfKey;

    /**
     * @param selectors give the keys of each input; null for one that is broadcast
     * @param memoryBytes how much memory records may take before they go to disk, about
     */
    public GroupingOperator(
            Operator operator, List<? extends @Nullable KeySelector<Object, Object>> selectors, long memoryBytes) {
        this.operator = operator;
        this.selectors = selectors;
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
        rows = SpillingRows.groupedByKey(BatchOperators.scratch(newContext, memoryBytes), selectors);
        spilled = newContext.counter(BatchOperators.SPILLED_BYTES);
        newContext.setWatermark(Long.MIN_VALUE);
        if (operator instanceof GroupedByKey grouped) {
            grouped.groupInput();
        }
        operator.open(newContext, newOutput);
    }

    @Override
    public void onBatch(int input, RecordBatch batch) throws Exception {
        if (selectors.get(input) == null) {
            operator.onBatch(input, batch);
            return;
        }
        SpillingRows collected = opened(rows);
        long before = collected.spilledBytes();
        collected.add(input, batch);
        opened(spilled).inc(collected.spilledBytes() - before);
        opened(context).recycle(batch);
    }

    /** Time is the same for all keys only when all is over; that is told behind the last key. */
    @Override
    public boolean forwardsWatermarks() {
        return false;
    }

    @Override
    public boolean onEndOfInput(int input) throws Exception {
        endedInputs++;
        if (endedInputs < selectors.size()) {
            return true;
        }
        cursor = opened(rows).read();
        nextKey();
        return resume();
    }

    private void nextKey() {
        opened(context).setWatermark(Long.MIN_VALUE);
        first = opened(cursor).peek();
        rowsOfKey = 0;
        phase = first == null ? Phase.END_OF_INPUT : Phase.RECORDS;
    }

    @Override
    public boolean resume() throws Exception {
        int rowsInStep = 0;
        while (phase != Phase.DONE) {
            boolean done =
                    switch (phase) {
                        case RECORDS -> {
                            rowsInStep += passRecords();
                            yield true;
                        }
                        case END_OF_TIME -> endTime();
                        case END_OF_KEY -> endKey();
                        case END_OF_INPUT -> endInput();
                        case COLLECTING, DONE ->
                            throw new IllegalStateException("Resumed while the operator is " + phase);
                    };
            if (phase != Phase.DONE
                    && (!done
                            || rowsInStep >= MOST_ROWS_IN_STEP
                            || opened(output).shouldYield())) {
                return false;
            }
        }
        return true;
    }

    /** Hands over neighbours of one key and one input; returns how many. */
    private int passRecords() throws Exception {
        RowCursor source = opened(cursor);
        Row row = opened(source.peek());
        int input = row.input();
        RecordBatch batch = rowsOfKey == 0
                ? new RecordBatch(FIRST_BATCH_ROWS)
                : opened(context).newBatch();
        while (row != null && row.input() == input && !batch.isFull() && isOfKey(row)) {
            BatchOperators.append(batch, row);
            source.advance();
            row = source.peek();
        }
        if (row == null || !isOfKey(row)) {
            phase = Phase.END_OF_TIME;
        }
        int size = batch.size;
        rowsOfKey += size;
        operator.onBatch(input, batch);
        return size;
    }

    private boolean isOfKey(Row row) {
        Row current = opened(first);
        return row.hash() == current.hash() && row.key().equals(current.key());
    }

    private boolean endTime() throws Exception {
        opened(context).setWatermark(Long.MAX_VALUE);
        boolean done = unfinished ? operator.resume() : operator.onWatermark(Long.MAX_VALUE);
        unfinished = !done;
        if (done) {
            phase = Phase.END_OF_KEY;
        }
        return done;
    }

    private boolean endKey() throws Exception {
        boolean done = operator.onKeyEnd();
        if (done) {
            nextKey();
        }
        return done;
    }

    private boolean endInput() throws Exception {
        opened(context).setWatermark(Long.MAX_VALUE);
        while (told < selectors.size()) {
            boolean done = unfinished ? operator.resume() : operator.onEndOfInput(told);
            unfinished = !done;
            if (!done) {
                return false;
            }
            told++;
        }
        opened(rows).close();
        opened(output).emitWatermark(Long.MAX_VALUE);
        phase = Phase.DONE;
        return true;
    }

    @Override
    public OperatorSnapshot snapshot(boolean endOfInput) throws Exception {
        return operator.snapshot(endOfInput);
    }

    @Override
    public void close() throws Exception {
        SpillingRows collected = rows;
        rows = null;
        try {
            operator.close();
        } finally {
            if (collected != null) {
                collected.close();
            }
        }
    }
}
