/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowKind;
import io.millrace.sql.aggregate.Aggregator;
import io.millrace.sql.window.WindowZone;
import io.millrace.store.LongColumn;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** The aggregates of sessions, each emitted once. */
public class SessionAggregateOperator extends SessionOperator {
    private final List<Aggregator> aggregates;
    private final List<String> names;
    private final WindowOutput columns;
    private @Nullable LongColumn counts;

    /**
     * @param outputRow columns and then one for each aggregate
     * @param timeColumn the rowtime; not looked at in processing time
     * @param names of the aggregates' states, each its own
     */
    public SessionAggregateOperator(
            RelDataType outputRow,
            WindowZone zone,
            boolean eventTime,
            int timeColumn,
            long gap,
            List<Integer> keyColumns,
            List<Aggregator> aggregates,
            List<String> names,
            WindowOutput columns) {
        this(outputRow, zone, eventTime, timeColumn, gap, 0, keyColumns, aggregates, names, columns);
    }

    /** @param lateness for how many milliseconds a session that is over takes rows */
    SessionAggregateOperator(
            RelDataType outputRow,
            WindowZone zone,
            boolean eventTime,
            int timeColumn,
            long gap,
            long lateness,
            List<Integer> keyColumns,
            List<Aggregator> aggregates,
            List<String> names,
            WindowOutput columns) {
        super(outputRow, zone, eventTime, timeColumn, gap, lateness, keyColumns);
        this.aggregates = List.copyOf(aggregates);
        this.names = List.copyOf(names);
        this.columns = columns;
    }

    @Override
    void openContents() {
        counts = store().longColumn("rows");
        for (int i = 0; i < aggregates.size(); i++) {
            aggregates.get(i).open(store(), names.get(i));
            openFunction(aggregates.get(i));
        }
    }

    private LongColumn counts() {
        return opened(counts);
    }

    @Override
    void add(int slot, ColumnBatch batch, int position) {
        RowKind kind = batch.kind(position);
        boolean retracts = kind.retracts();
        counts().set(slot, counts().get(slot) + (retracts ? -1 : 1));
        for (Aggregator aggregate : aggregates) {
            if (retracts) {
                aggregate.retract(slot, batch, position);
            } else {
                aggregate.add(slot, batch, position);
            }
        }
    }

    @Override
    void merge(int slot, int other) {
        counts().set(slot, counts().get(slot) + counts().get(other));
        for (Aggregator aggregate : aggregates) {
            aggregate.merge(slot, other);
        }
    }

    @Override
    void clearContents(int slot) {
        counts().clear(slot);
        for (Aggregator aggregate : aggregates) {
            aggregate.clear(slot);
        }
    }

    @Override
    void emit(int slot, Object key, long start, long end) {
        if (!isEmpty(slot)) {
            append(slot, key, start, end);
        }
    }

    /** Returns whether all that a session took in was taken back. */
    final boolean isEmpty(int slot) {
        return counts().get(slot) <= 0;
    }

    /** Makes the row of a session. */
    final void append(int slot, Object key, long start, long end) {
        columns.append(rows(), key, start, end, zone());
        for (int i = 0; i < aggregates.size(); i++) {
            aggregates.get(i).emit(slot, rows().column(columns.size() + i));
        }
        rows().endRow(RowKind.INSERT, zone().toEpoch(end - 1));
    }
}
