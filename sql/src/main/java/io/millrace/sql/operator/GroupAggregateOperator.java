/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowData;
import io.millrace.data.RowKind;
import io.millrace.data.RowType;
import io.millrace.operator.ColumnKeys;
import io.millrace.sql.aggregate.Aggregator;
import io.millrace.sql.column.BatchBuilder;
import io.millrace.store.LongColumn;
import io.millrace.time.TimeDomain;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * GROUP BY without a window: keeps the aggregates of each group and emits, after every row, how they have changed. A row that changes nothing emits nothing; a group
 * whose last row was taken back is deleted.
 */
public final class GroupAggregateOperator extends KeyedColumnOperator {
    private final int[] keyColumns;
    private final ColumnKeys keys;
    private final RowType keyType;
    private final List<Aggregator> aggregates;
    private final List<String> names;
    private final StateExpiry expiry;
    private final @Nullable MiniBatch miniBatch;
    private final Map<Object, Pending> pending = new LinkedHashMap<>();
    private int gatheredRows;
    private long gatheredSince;
    private @Nullable LongColumn rowCounts;

    /**
     * A group that changed since changes were emitted last.
     *
     * @param keys its columns of the key
     * @param before what was emitted of it; null if it is not there
     */
    private record Pending(RowData keys, @Nullable RowData before, long timestamp) {}

    /**
     * @param outputRow the columns of the key, and then one for each aggregate
     * @param keyColumns of the input, in the order of the output
     * @param stateKey the same columns, in the order that keys in state have
     * @param keyType what snapshots call the columns of these
     * @param names of the aggregates' states, each its own
     * @param ttlMillis how long an idle group is kept; 0 for ever
     * @param miniBatch how many rows are gathered before changes are emitted; null for none
     */
    public GroupAggregateOperator(
            RelDataType outputRow,
            List<Integer> keyColumns,
            List<Integer> stateKey,
            RowType keyType,
            List<Aggregator> aggregates,
            List<String> names,
            long ttlMillis,
            @Nullable MiniBatch miniBatch) {
        super(outputRow);
        this.keyColumns = keyColumns.stream().mapToInt(Integer::intValue).toArray();
        this.keys = new ColumnKeys(stateKey);
        this.keyType = keyType;
        this.aggregates = List.copyOf(aggregates);
        this.names = List.copyOf(names);
        this.expiry = new StateExpiry(ttlMillis);
        this.miniBatch = miniBatch;
    }

    @Override
    void onOpen() {
        store().keyType(keyType);
        rowCounts = store().longColumn("rows");
        for (int i = 0; i < aggregates.size(); i++) {
            aggregates.get(i).open(store(), names.get(i));
            openFunction(aggregates.get(i));
        }
        expiry.open(store(), context());
        store().forgetUndeclared(); // an aggregate that the query has no more would be wrong if it came back
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        LongColumn counts = rowCounts;
        if (counts == null) {
            throw new IllegalStateException("The operator is not open");
        }
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            int slot = keys.select(store(), batch, position);
            expiry.beforeUse(slot);
            change(slot, counts, batch, position);
            store().release();
            rows().flushIfFull();
        }
        store().afterStep();
        rows().flush();
        gathered(batch.size);
    }

    private void change(int slot, LongColumn counts, ColumnBatch batch, int position) {
        RowKind kind = batch.kind(position);
        boolean retracts = kind == RowKind.DELETE || kind == RowKind.UPDATE_BEFORE;
        long before = counts.get(slot);
        if (retracts && before == 0) {
            passUnknown(); // the group is not known (any more)
            return;
        }
        if (miniBatch != null) {
            remember(slot, before, batch, position);
            apply(slot, counts, before, retracts, batch, position);
        } else {
            changeAtOnce(slot, counts, before, retracts, batch, position);
        }
    }

    private void changeAtOnce(
            int slot, LongColumn counts, long before, boolean retracts, ColumnBatch batch, int position) {
        boolean ends = retracts && before == 1;
        if (before > 0) {
            emit(ends ? RowKind.DELETE : RowKind.UPDATE_BEFORE, slot, batch, position);
        }
        apply(slot, counts, before, retracts, batch, position);
        if (ends) {
            return;
        }
        emit(before == 0 ? RowKind.INSERT : RowKind.UPDATE_AFTER, slot, batch, position);
        if (before > 0 && isSilent() && rows().repeatsItself()) {
            rows().takeBack(2);
        }
    }

    private void apply(int slot, LongColumn counts, long before, boolean retracts, ColumnBatch batch, int position) {
        long after = before + (retracts ? -1 : 1);
        if (after == 0) {
            expiry.forget(slot);
            return;
        }
        counts.set(slot, after);
        for (Aggregator aggregate : aggregates) {
            if (retracts) {
                aggregate.retract(slot, batch, position);
            } else {
                aggregate.add(slot, batch, position);
            }
        }
        expiry.written(slot);
    }

    /** Remembers what was emitted of a group before it changes for the first time. */
    private void remember(int slot, long before, ColumnBatch batch, int position) {
        Object key = store().currentKey();
        Pending known = pending.get(key);
        if (known != null) {
            pending.put(key, new Pending(known.keys, known.before, batch.timestamps[position]));
            return;
        }
        emit(RowKind.INSERT, slot, batch, position);
        RowData row = rows().take();
        pending.put(key, new Pending(row, before == 0 ? null : row, batch.timestamps[position]));
    }

    private void gathered(int more) {
        MiniBatch limits = miniBatch;
        if (limits == null || pending.isEmpty()) {
            return;
        }
        if (gatheredRows == 0) {
            gatheredSince = context().processingTime();
        }
        gatheredRows += more;
        if (gatheredRows >= limits.rows()) {
            emitGathered();
        }
    }

    /** Emits how each group that changed since the last time is different now. */
    private void emitGathered() {
        LongColumn counts = rowCounts;
        if (pending.isEmpty() || counts == null) {
            return;
        }
        pending.forEach((key, change) -> {
            int slot = store().select(key);
            emitGathered(slot, counts.get(slot), change);
            store().release();
            rows().flushIfFull();
        });
        pending.clear();
        gatheredRows = 0;
        store().afterStep();
        rows().flush();
    }

    private void emitGathered(int slot, long count, Pending change) {
        if (change.before != null) {
            rows().append(0, change.before);
            rows().endRow(count == 0 ? RowKind.DELETE : RowKind.UPDATE_BEFORE, change.timestamp);
        }
        if (count == 0) {
            return;
        }
        for (int i = 0; i < keyColumns.length; i++) {
            rows().column(i).append(change.keys.get(i));
        }
        for (int i = 0; i < aggregates.size(); i++) {
            aggregates.get(i).emit(slot, rows().column(keyColumns.length + i));
        }
        rows().endRow(change.before == null ? RowKind.INSERT : RowKind.UPDATE_AFTER, change.timestamp);
        if (change.before != null && isSilent() && rows().repeatsItself()) {
            rows().takeBack(2);
        }
    }

    /** Whether a group that stays as it is says nothing. With a time to live it says so, that later operators do not forget it. */
    private boolean isSilent() {
        return !expiry.isEnabled() || aggregates.isEmpty();
    }

    @Override
    public void beforeSignal() {
        emitGathered();
        super.beforeSignal();
    }

    @Override
    public long nextProcessingTime() {
        long timers = super.nextProcessingTime();
        return miniBatch == null || pending.isEmpty()
                ? timers
                : Math.min(timers, gatheredSince + miniBatch.latencyMillis());
    }

    @Override
    public boolean onProcessingTime(long millis) throws Exception {
        if (miniBatch != null && !pending.isEmpty() && millis >= gatheredSince + miniBatch.latencyMillis()) {
            emitGathered();
        }
        return super.onProcessingTime(millis);
    }

    @Override
    void onTimer(long timestamp, TimeDomain domain) {
        expiry.onTimer(store().currentSlot());
    }

    private void emit(RowKind kind, int slot, ColumnBatch batch, int position) {
        BatchBuilder rows = rows();
        for (int i = 0; i < keyColumns.length; i++) {
            rows.column(i).append(batch, keyColumns[i], position);
        }
        for (int i = 0; i < aggregates.size(); i++) {
            aggregates.get(i).emit(slot, rows.column(keyColumns.length + i));
        }
        rows.endRow(kind, batch.timestamps[position]);
    }
}
