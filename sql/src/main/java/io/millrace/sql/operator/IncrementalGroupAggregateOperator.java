/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowData;
import io.millrace.data.RowKind;
import io.millrace.data.RowType;
import io.millrace.operator.ColumnKeys;
import io.millrace.sql.aggregate.Aggregator;
import io.millrace.sql.aggregate.GroupChanges;
import io.millrace.sql.column.BatchBuilder;
import io.millrace.store.KeyedStore;
import io.millrace.store.LongColumn;
import io.millrace.time.TimeDomain;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * A GROUP BY whose groups are dealt out in parts: keeps the distinct values of each part, and tells how a part has changed what its group comes to, as rows that the second phase adds up. What it has told
 * it forgets, but for the values.
 */
public final class IncrementalGroupAggregateOperator extends GatheringOperator {
    private final ColumnKeys keys;
    private final RowType keyType;
    private final int[] groupPlaces; // of the columns of the group, in the key
    private final List<Aggregator> aggregates;
    private final List<String> names;
    private final int[] accumulators; // the column in which each begins
    private final int countColumn;
    private final StateExpiry expiry;
    private final GroupChanges changes = new GroupChanges();
    private final List<Object> changed = new ArrayList<>(); // keys, for slots may be taken from them
    private @Nullable Parts opened;

    /**
     * What is known of a part.
     *
     * @param rows how many it has
     * @param untold how many more than were told; there as long as the part has changed
     * @param timestamps of its last rows
     */
    private record Parts(LongColumn rows, LongColumn untold, LongColumn timestamps) {}

    /**
     * @param outputRow the columns of the group, then how many rows more it has, and then the accumulators
     * @param stateKey the columns of the input that make a part, in the order that keys in state have
     * @param keyType what snapshots call these
     * @param groupPlaces where in that order the columns of the group are
     * @param names of the aggregates' states, each its own
     * @param widths how many columns the accumulator of each aggregate has
     * @param countColumn of the input, which says how many rows more a part has; {@link GroupAggregateOperator#EACH_ROW} where each row is one
     * @param ttlMillis how long an idle part is kept; 0 for ever
     * @param miniBatch how many rows are gathered before changes are emitted; null for none
     */
    public IncrementalGroupAggregateOperator(
            RelDataType outputRow,
            List<Integer> stateKey,
            RowType keyType,
            List<Integer> groupPlaces,
            List<Aggregator> aggregates,
            List<String> names,
            List<Integer> widths,
            int countColumn,
            long ttlMillis,
            @Nullable MiniBatch miniBatch) {
        super(outputRow, miniBatch);
        this.keys = new ColumnKeys(stateKey);
        this.keyType = keyType;
        this.groupPlaces = groupPlaces.stream().mapToInt(Integer::intValue).toArray();
        this.aggregates = List.copyOf(aggregates);
        this.names = List.copyOf(names);
        this.accumulators = new int[widths.size()];
        int column = groupPlaces.size() + 1;
        for (int i = 0; i < accumulators.length; i++) {
            accumulators[i] = column;
            column += widths.get(i);
        }
        this.countColumn = countColumn;
        this.expiry = new StateExpiry(ttlMillis);
    }

    @Override
    void onOpen() {
        KeyedStore store = store();
        store.keyType(keyType);
        opened = new Parts(store.longColumn("rows"), store.longColumn("untold"), store.longColumn("timestamp"));
        for (int i = 0; i < aggregates.size(); i++) {
            aggregates.get(i).open(store, names.get(i));
        }
        expiry.open(store, context());
        store.forgetUndeclared(); // an aggregate that the query has no more would be wrong if it came back
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        Parts parts = opened(opened);
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            int slot = keys.select(store(), batch, position);
            if (expiry.hasExpired(slot)) {
                applyChanges(batch);
                endGathering();
                slot = keys.select(store(), batch, position);
                expiry.forget(slot);
            }
            change(parts, slot, batch, position);
            store().release();
            if (changes.size() == GroupChanges.CAPACITY) {
                applyChanges(batch);
            }
            if (!gathers()) {
                applyChanges(batch);
                endGathering();
            }
        }
        applyChanges(batch);
        gathered(batch.size);
        store().afterStep();
        rows().flush();
    }

    /** Counts a row, and notes what it does. */
    private void change(Parts parts, int slot, ColumnBatch batch, int position) {
        byte kind = batch.kinds == null ? 0 : batch.kinds[position];
        boolean retracts = kind == Aggregator.DELETE || kind == Aggregator.BEFORE;
        long before = parts.rows.get(slot);
        long more = countColumn >= 0 ? ((long[]) batch.columns[countColumn])[position] : retracts ? -1 : 1;
        if (before + more < 0) {
            passUnknown(); // the part is not known (any more), or not all of its rows
            more = -before;
        }
        if (before == 0 && more == 0 && !parts.untold.has(slot)) {
            return;
        }
        if (!parts.untold.has(slot)) {
            changed.add(store().currentKey());
        }
        parts.untold.set(slot, parts.untold.get(slot) + more);
        parts.timestamps.set(slot, batch.timestamps[position]);
        parts.rows.set(slot, before + more);
        expiry.written(slot);
        changes.add(slot, position, retracts ? GroupChanges.RETRACT : GroupChanges.ADD);
    }

    private void applyChanges(ColumnBatch batch) {
        for (Aggregator aggregate : aggregates) {
            aggregate.tellAll(changes, batch, rows().column(0)); // to which nothing is appended, as nothing is told
        }
        changes.clear();
    }

    /** Emits how each part that has changed since the last time changes its group. */
    @Override
    void emitGathered() {
        for (Object key : changed) {
            emit(opened(opened), store().slotOf(key), key);
            rows().flushIfFull();
        }
        changed.clear();
    }

    private void emit(Parts parts, int slot, Object key) {
        BatchBuilder rows = rows();
        for (int i = 0; i < groupPlaces.length; i++) {
            rows.column(i).append(((RowData) key).get(groupPlaces[i])); // the number of the part is in the key, too
        }
        rows.column(groupPlaces.length).append(parts.untold.get(slot));
        for (int i = 0; i < accumulators.length; i++) {
            aggregates.get(i).drainAccumulator(slot, rows, accumulators[i]);
        }
        rows.endRow(RowKind.INSERT, parts.timestamps.get(slot));
        parts.untold.clear(slot);
        parts.timestamps.clear(slot);
        if (parts.rows.get(slot) == 0) {
            expiry.forget(slot);
        }
        store().release(slot);
    }

    @Override
    public void beforeSignal() {
        super.beforeSignal();
        store().afterStep();
    }

    /** What has expired tells first how it has changed, if it has. */
    @Override
    void onTimer(long timestamp, TimeDomain domain) {
        endGathering();
        expiry.onTimer(store().currentSlot());
    }
}
