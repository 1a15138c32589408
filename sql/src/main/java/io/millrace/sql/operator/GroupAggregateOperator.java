/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.Batch;
import io.millrace.data.ColumnBatch;
import io.millrace.data.RowData;
import io.millrace.data.RowKind;
import io.millrace.data.RowType;
import io.millrace.operator.ColumnKeys;
import io.millrace.sql.aggregate.Aggregator;
import io.millrace.sql.aggregate.GroupChanges;
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
public final class GroupAggregateOperator extends GatheringOperator {
    /** No column says how many rows a row stands for. */
    public static final int EACH_ROW = -1;

    private static final long END = Long.MAX_VALUE - 1;

    private final int[] keyColumns;
    private final ColumnKeys keys;
    private final RowType keyType;
    private final List<Aggregator> aggregates;
    private final List<String> names;
    private final int countColumn;
    private final boolean updateBefore;
    private final StateExpiry expiry;
    private final boolean isAlwaysThere;
    private final GroupChanges changes = new GroupChanges();
    private final int[] toldPositions = new int[2 * GroupChanges.CAPACITY]; // of the input, for each row that is told
    private final Map<Object, Pending> pending = new LinkedHashMap<>();
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
     * @param countColumn of the input, which says how many rows more a group has, where rows of it are combined; {@link #EACH_ROW} where each row is one
     * @param updateBefore whether it tells what groups were before updates
     * @param ttlMillis how long an idle group is kept; 0 for ever
     * @param miniBatch how many rows are gathered before changes are emitted; null for none
     * @param isAlwaysThere whether the group, which is the only one, is told at the end of the input though nothing is in it; there is one subtask then
     */
    public GroupAggregateOperator(
            RelDataType outputRow,
            List<Integer> keyColumns,
            List<Integer> stateKey,
            RowType keyType,
            List<Aggregator> aggregates,
            List<String> names,
            int countColumn,
            boolean updateBefore,
            long ttlMillis,
            @Nullable MiniBatch miniBatch,
            boolean isAlwaysThere) {
        super(outputRow, miniBatch);
        this.keyColumns = keyColumns.stream().mapToInt(Integer::intValue).toArray();
        this.keys = new ColumnKeys(stateKey);
        this.keyType = keyType;
        this.aggregates = List.copyOf(aggregates);
        this.names = List.copyOf(names);
        this.expiry = new StateExpiry(ttlMillis);
        this.countColumn = countColumn;
        this.updateBefore = updateBefore;
        this.isAlwaysThere = isAlwaysThere;
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
        awaitEnd();
    }

    private void awaitEnd() {
        if (isAlwaysThere) {
            store().eventTimers().register(store().select(RowData.of()), END);
            store().release();
        }
    }

    /**
     * Goes through the rows twice: finds the group of each and counts it, and then has one aggregate after the other take in all rows. What has to be done row by
     * row, as to forget a group, is done when all rows before it are through.
     */
    @Override
    public void onColumns(int input, ColumnBatch batch) {
        LongColumn counts = rowCounts;
        if (counts == null) {
            throw new IllegalStateException("The operator is not open");
        }
        keys.prepare(store(), batch);
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            int slot = keys.select(store(), batch, position);
            if (expiry.hasExpired(slot)) {
                applyChanges(batch);
                expiry.forget(slot);
            }
            boolean ends = change(slot, counts, batch, position);
            if (ends || changes.size() == GroupChanges.CAPACITY) {
                applyChanges(batch);
            }
            if (ends) {
                expiry.forget(slot);
            }
            store().release();
        }
        applyChanges(batch);
        awaitEnd();
        store().afterStep();
        flush();
        if (!pending.isEmpty()) {
            gathered(batch.size);
        }
    }

    /** Counts a row and notes what it does; returns whether it is the last one of its group. */
    private boolean change(int slot, LongColumn counts, ColumnBatch batch, int position) {
        byte kind = batch.kinds == null ? 0 : batch.kinds[position];
        boolean retracts = kind == Aggregator.DELETE || kind == Aggregator.BEFORE;
        long before = counts.get(slot);
        long after = before + (countColumn >= 0 ? ((long[]) batch.columns[countColumn])[position] : retracts ? -1 : 1);
        if (after < 0) {
            passUnknown(); // the group is not known (any more), or not all of its rows
        }
        if (before == 0 && after <= 0) {
            return false;
        }
        if (gathers()) {
            remember(slot, before, batch, position);
        }
        if (after <= 0) {
            changes.add(slot, position, tells(GroupChanges.TELL_BEFORE));
            return true;
        }
        counts.set(slot, after);
        expiry.written(slot);
        int told = before == 0
                ? GroupChanges.TELL_AFTER
                : aggregates.isEmpty() ? 0 : GroupChanges.TELL_BEFORE | GroupChanges.TELL_AFTER;
        changes.add(slot, position, tells(told) | (retracts ? GroupChanges.RETRACT : GroupChanges.ADD));
        return false;
    }

    /** Nothing is told at once of what is gathered first. */
    private int tells(int told) {
        return gathers() ? 0 : told;
    }

    /** Has the aggregates take in the rows that are noted, and tell what these change. */
    private void applyChanges(ColumnBatch batch) {
        if (changes.size() == 0) {
            return;
        }
        BatchBuilder rows = rows();
        if (rows.size() + 2 * changes.size() > Batch.CAPACITY) {
            flush();
        }
        int told = endRows(batch);
        for (int i = 0; i < keyColumns.length; i++) {
            rows.append(i, batch, keyColumns[i], toldPositions, told);
        }
        for (int i = 0; i < aggregates.size(); i++) {
            aggregates.get(i).tellAll(changes, batch, rows.column(keyColumns.length + i));
        }
        changes.clear();
    }

    /** Ends the rows that are told, whose columns come next; returns how many they are. */
    private int endRows(ColumnBatch batch) {
        int told = 0;
        for (int row = 0; row < changes.size(); row++) {
            int position = changes.position(row);
            if (changes.tellsBefore(row)) {
                rows().endRow(
                                changes.tellsAfter(row) ? RowKind.UPDATE_BEFORE : RowKind.DELETE,
                                batch.timestamps[position]);
                toldPositions[told++] = position;
            }
            if (changes.tellsAfter(row)) {
                rows().endRow(
                                changes.tellsBefore(row) ? RowKind.UPDATE_AFTER : RowKind.INSERT,
                                batch.timestamps[position]);
                toldPositions[told++] = position;
            }
        }
        return told;
    }

    private void flush() {
        rows().flushChanges(isSilent(), updateBefore);
    }

    /** Remembers what was emitted of a group before it changes for the first time. */
    private void remember(int slot, long before, ColumnBatch batch, int position) {
        Object key = store().currentKey();
        Pending known = pending.get(key);
        if (known != null) {
            pending.put(key, new Pending(known.keys, known.before, batch.timestamps[position]));
            return;
        }
        for (int i = 0; i < keyColumns.length; i++) {
            rows().column(i).append(batch, keyColumns[i], position);
        }
        for (int i = 0; i < aggregates.size(); i++) {
            aggregates.get(i).emit(slot, rows().column(keyColumns.length + i));
        }
        rows().endRow(RowKind.INSERT, batch.timestamps[position]);
        RowData row = rows().take();
        pending.put(key, new Pending(row, before == 0 ? null : row, batch.timestamps[position]));
    }

    /** Emits how each group that changed since the last time is different now. */
    @Override
    void emitGathered() {
        LongColumn counts = rowCounts;
        if (pending.isEmpty() || counts == null) {
            return;
        }
        pending.forEach((key, change) -> {
            int slot = store().select(key);
            emitGathered(slot, counts.get(slot), change);
            store().release();
            if (rows().size() >= Batch.CAPACITY) {
                flush();
            }
        });
        pending.clear();
        store().afterStep();
        flush();
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
    }

    /** Whether a group that stays as it is says nothing. With a time to live it says so, that later operators do not forget it. */
    private boolean isSilent() {
        return !expiry.isEnabled() || aggregates.isEmpty();
    }

    @Override
    void onTimer(long timestamp, TimeDomain domain) {
        int slot = store().currentSlot();
        if (domain == TimeDomain.PROCESSING_TIME) {
            expiry.onTimer(slot);
        } else if (opened(rowCounts).get(slot) == 0) {
            for (int i = 0; i < aggregates.size(); i++) {
                aggregates.get(i).emit(slot, rows().column(i));
            }
            rows().endRow(RowKind.INSERT, timestamp);
        }
    }
}
