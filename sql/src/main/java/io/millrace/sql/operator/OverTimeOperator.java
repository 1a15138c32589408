/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowData;
import io.millrace.data.RowKind;
import io.millrace.operator.ColumnKeys;
import io.millrace.sql.row.StateTypes;
import io.millrace.store.LongColumn;
import io.millrace.store.ObjectColumn;
import io.millrace.time.TimeDomain;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * Functions of OVER in the order of time, over rows that only ever come, each of which is emitted once. By event time, rows wait until the watermark has reached their
 * time; those that come later than that are late. By the clock, each row is the next.
 */
public final class OverTimeOperator extends KeyedColumnOperator {
    private static final int SPARE_ROWS = 64;

    private final List<Integer> partition;
    private final ColumnKeys keys;
    private final @Nullable EventTimeColumn time;
    private final RowOrder byTime;
    private final RelDataType inputRow;
    private final List<OverCall> calls;
    private final List<String> names;
    private final int width;
    private final LateSide late;
    private final List<RunningFunction> functions = new ArrayList<>();
    private @Nullable ObjectColumn<ArrayList<RowData>> waiting;
    private @Nullable ObjectColumn<ArrayList<RowData>> kept;
    private @Nullable LongColumn processed;

    /**
     * @param outputRow the columns of the input, and then one for each call
     * @param inputRow the columns of the input, as state calls them
     * @param partition columns whose values partition the rows
     * @param time event time; null for the clock
     * @param names of the calls' states, each its own
     * @param lateColumns of the input that leave by the side of late rows; null to drop these, and count them
     */
    public OverTimeOperator(
            RelDataType outputRow,
            RelDataType inputRow,
            List<Integer> partition,
            @Nullable EventTimeColumn time,
            List<OverCall> calls,
            List<String> names,
            @Nullable List<Integer> lateColumns) {
        super(outputRow);
        this.partition = List.copyOf(partition);
        this.keys = new ColumnKeys(partition);
        this.time = time;
        this.byTime = new RowOrder(time == null ? List.of() : List.of(new RowOrder.Key(time.column(), false, true)));
        this.inputRow = inputRow;
        this.calls = List.copyOf(calls);
        this.names = List.copyOf(names);
        this.late = new LateSide(lateColumns);
        this.width = inputRow.getFieldCount();
    }

    @Override
    void onOpen() {
        if (!partition.isEmpty()) {
            store().keyType(StateTypes.row(inputRow, partition));
        }
        waiting = store().objectColumn("waiting", SortedRows.clockedType(inputRow));
        kept = store().objectColumn("rows", SortedRows.clockedType(inputRow));
        processed = store().longColumn("processed");
        for (int i = 0; i < calls.size(); i++) {
            functions.add(new RunningFunction(calls.get(i), inputRow, store(), names.get(i), this::openFunction));
        }
        store().forgetUndeclared(); // a function that the query has no more would be wrong if it came back
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            if (time == null) {
                int slot = keys.select(store(), batch, position);
                process(slot, clocked(batch, position));
            } else if (time.isLate(batch, position, context())) {
                late.add(position);
            } else {
                await(keys.select(store(), batch, position), time, batch, position);
            }
            store().release();
            rows().flushIfFull();
        }
        late.pass(batch, context(), output());
        store().afterStep();
        rows().flush();
    }

    /** Returns a row with the clock behind its timestamp. */
    private List<RowData> clocked(ColumnBatch batch, int position) {
        return List.of(SortedRows.clockedRow(batch, position, context().processingTime()));
    }

    private void await(int slot, EventTimeColumn eventTime, ColumnBatch batch, int position) {
        ArrayList<RowData> sorted = opened(waiting).get(slot);
        if (sorted == null) {
            sorted = new ArrayList<>();
            opened(waiting).set(slot, sorted);
        }
        long millis = eventTime.millis(batch, position);
        RowData row = SortedRows.clockedRow(batch, position, millis);
        sorted.add(SortedRows.placeOf(sorted, byTime, row), row);
        store().eventTimers().register(slot, millis);
    }

    /** The watermark has reached the time of some rows. */
    @Override
    void onTimer(long timestamp, TimeDomain domain) {
        int slot = store().currentSlot();
        ArrayList<RowData> sorted = opened(waiting).get(slot);
        if (sorted == null) {
            return;
        }
        int due = 0;
        while (due < sorted.size() && clock(sorted.get(due)) <= timestamp) {
            int end = due + 1;
            while (end < sorted.size() && byTime.compare(sorted.get(due), sorted.get(end)) == 0) {
                end++;
            }
            process(slot, sorted.subList(due, end));
            due = end;
        }
        sorted.subList(0, due).clear();
        if (sorted.isEmpty()) {
            opened(waiting).clear(slot);
        }
    }

    private long clock(RowData row) {
        return SortedRows.time(row);
    }

    /** Takes the rows of one time in, and emits them. */
    private void process(int slot, List<RowData> peers) {
        ArrayList<RowData> known = opened(kept).get(slot);
        ArrayList<RowData> all = known == null ? new ArrayList<>() : known;
        int from = all.size();
        all.addAll(peers);
        long now = clock(peers.get(0));
        List<@Nullable Object[]> values = new ArrayList<>();
        for (RunningFunction function : functions) {
            @Nullable Object[] results = new @Nullable Object[peers.size()];
            function.next(slot, all, from, (row, distance) -> clock(row) < now - distance, results);
            values.add(results);
        }
        for (int row = 0; row < peers.size(); row++) {
            emit(peers.get(row), values, row);
        }
        opened(processed).set(slot, 1);
        keep(slot, known, all);
    }

    private void emit(RowData row, List<@Nullable Object[]> values, int index) {
        for (int column = 0; column < width; column++) {
            rows().column(column).append(row.get(column));
        }
        for (int call = 0; call < values.size(); call++) {
            @Nullable Object[] results = values.get(call);
            rows().column(width + call).append(results[index]);
        }
        rows().endRow(RowKind.INSERT, SortedRows.timestamp(row, width));
        rows().flushIfFull();
    }

    private void keep(int slot, @Nullable ArrayList<RowData> known, ArrayList<RowData> all) {
        int spare = all.size();
        for (RunningFunction function : functions) {
            spare = Math.min(spare, function.spare(slot, all.size()));
        }
        if (spare == all.size() || (spare > SPARE_ROWS && spare > all.size() / 2)) {
            all.subList(0, spare).clear();
            for (RunningFunction function : functions) {
                function.removed(slot, spare);
            }
        }
        if (all.isEmpty()) {
            opened(kept).clear(slot);
        } else if (known == null) {
            opened(kept).set(slot, all);
        }
    }
}
