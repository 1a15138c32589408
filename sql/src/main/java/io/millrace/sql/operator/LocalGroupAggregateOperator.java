/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowData;
import io.millrace.data.RowKind;
import io.millrace.operator.ColumnKeys;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import io.millrace.sql.aggregate.Aggregator;
import io.millrace.sql.aggregate.GroupChanges;
import io.millrace.sql.column.BatchBuilder;
import io.millrace.store.KeyGroupRange;
import io.millrace.store.KeyedStore;
import io.millrace.store.LongColumn;
import java.util.Arrays;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * The first phase of a GROUP BY: combines the rows of each group in a mini-batch to one, before they are sent to the subtask of the group. It remembers nothing beyond the mini-batch, which ends before
 * every signal.
 */
public final class LocalGroupAggregateOperator extends ColumnOperator {
    private static final int INITIAL = 64;

    private final RelDataType outputRow;
    private final int keyCount;
    private final ColumnKeys keys;
    private final List<Aggregator> aggregates;
    private final int[] accumulators; // the column in which each begins
    private final Gathering gathering;
    private final GroupChanges changes = new GroupChanges();
    private int[] slots = new int[INITIAL]; // of the groups, in the order in which they came
    private int groups;
    private @Nullable Groups opened;

    private record Groups(KeyedStore store, LongColumn counts, LongColumn timestamps, BatchBuilder rows) {}

    /**
     * @param outputRow the columns of the key, then how many rows more the group has, and then the accumulators
     * @param keyColumns of the input, in the order of the output
     * @param widths how many columns the accumulator of each aggregate has
     */
    public LocalGroupAggregateOperator(
            RelDataType outputRow,
            List<Integer> keyColumns,
            List<Aggregator> aggregates,
            List<Integer> widths,
            MiniBatch miniBatch) {
        this.outputRow = outputRow;
        this.keyCount = keyColumns.size();
        this.keys = new ColumnKeys(keyColumns);
        this.aggregates = List.copyOf(aggregates);
        this.accumulators = new int[widths.size()];
        int column = keyCount + 1;
        for (int i = 0; i < accumulators.length; i++) {
            accumulators[i] = column;
            column += widths.get(i);
        }
        this.gathering = new Gathering(miniBatch);
    }

    @Override
    public void open(OperatorContext context, Output output) throws Exception {
        super.open(context, output);
        KeyedStore store = new KeyedStore("LocalGroupAggregate", 1, new KeyGroupRange(0, 0), context::processingTime);
        for (int i = 0; i < aggregates.size(); i++) {
            aggregates.get(i).open(store, "a" + i);
        }
        opened = new Groups(
                store, store.longColumn("rows"), store.longColumn("timestamp"), new BatchBuilder(outputRow, output));
    }

    private Groups groups() {
        Groups current = opened;
        if (current == null) {
            throw new IllegalStateException("The operator is not open");
        }
        return current;
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        Groups current = groups();
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            byte kind = batch.kinds == null ? 0 : batch.kinds[position];
            boolean retracts = kind == Aggregator.DELETE || kind == Aggregator.BEFORE;
            int slot = slot(current.store, batch, position);
            current.counts.set(slot, current.counts.get(slot) + (retracts ? -1 : 1));
            current.timestamps.set(slot, batch.timestamps[position]);
            changes.add(slot, position, retracts ? GroupChanges.RETRACT : GroupChanges.ADD);
            if (changes.size() == GroupChanges.CAPACITY) {
                applyChanges(batch);
            }
        }
        applyChanges(batch);
        if (gathering.add(batch.size, context().processingTime())) {
            emitGathered();
        }
    }

    private int slot(KeyedStore store, ColumnBatch batch, int position) {
        long known = store.size();
        int slot = keys.select(store, batch, position);
        if (store.size() > known) {
            if (groups == slots.length) {
                slots = Arrays.copyOf(slots, 2 * groups);
            }
            slots[groups++] = slot;
        }
        return slot;
    }

    private void applyChanges(ColumnBatch batch) {
        for (Aggregator aggregate : aggregates) {
            aggregate.tellAll(
                    changes, batch, groups().rows.column(0)); // to which nothing is appended, as nothing is told
        }
        changes.clear();
    }

    private void emitGathered() {
        if (groups == 0) {
            return;
        }
        Groups current = groups();
        for (int group = 0; group < groups; group++) {
            emit(current, slots[group]);
            current.rows.flushIfFull();
        }
        current.store.clear();
        groups = 0;
        gathering.clear();
        current.rows.flush();
    }

    private void emit(Groups current, int slot) {
        BatchBuilder rows = current.rows;
        Object key = current.store.keyOf(slot);
        for (int i = 0; i < keyCount; i++) {
            rows.column(i).append(key instanceof RowData columns ? columns.get(i) : key);
        }
        rows.column(keyCount).append(current.counts.get(slot));
        for (int i = 0; i < accumulators.length; i++) {
            aggregates.get(i).emitAccumulator(slot, rows, accumulators[i]);
        }
        rows.endRow(RowKind.INSERT, current.timestamps.get(slot));
    }

    @Override
    public void beforeSignal() {
        emitGathered();
    }

    @Override
    public long nextProcessingTime() {
        return gathering.end();
    }

    @Override
    public boolean onProcessingTime(long millis) {
        if (millis >= gathering.end()) {
            emitGathered();
        }
        return true;
    }
}
