/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.ContainerType;
import io.millrace.data.RowData;
import io.millrace.data.RowKind;
import io.millrace.data.RowType;
import io.millrace.operator.ColumnKeys;
import io.millrace.sql.row.StateTypes;
import io.millrace.store.ObjectColumn;
import io.millrace.time.TimeDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * The rows of each partition whose rank lies in a range. Keeps the partition sorted: as far as the range goes where rows only ever come, and all of it where they are
 * taken back, too, as then others move up.
 *
 * <p>What is emitted is how the result differs before and after a row. Where the rank shows, or rows before the range are left out, that is by place: the row of each
 * place from the changed one on is replaced. Where it does not, a row goes and a row comes. An update of a row within its partition is one change.
 */
public final class TopNOperator extends KeyedColumnOperator {
    private final RowType rowType;
    private final List<Integer> partition;
    private final ColumnKeys keys;
    private final RowOrder order;
    private final Ranking ranking;
    private final long first;
    private final long last;
    private final boolean showsRank;
    private final boolean byPlace;
    private final boolean retracts;
    private final StateExpiry expiry;
    private final TopRows before;
    private final TopRows after;
    private @Nullable ObjectColumn<ArrayList<RowData>> partitions;

    /**
     * What is ranked, and how.
     *
     * @param partition columns whose values partition the rows
     * @param first the lowest rank in the result, from 1
     * @param last the highest
     * @param showsRank whether the rank is a column behind the others
     */
    public record Spec(
            List<Integer> partition, RowOrder order, Ranking ranking, long first, long last, boolean showsRank) {
        /** Whether what shows is a row at each place, where it else is a set of rows. */
        public boolean isByPlace() {
            return ranking == Ranking.ROW_NUMBER && (showsRank || first > 1);
        }
    }

    /**
     * @param retracts whether rows may be taken back
     * @param ttlMillis how long an idle partition is kept; 0 for ever
     */
    public TopNOperator(RelDataType outputRow, Spec spec, boolean retracts, long ttlMillis) {
        super(outputRow);
        int width = outputRow.getFieldCount() - (spec.showsRank() ? 1 : 0);
        this.rowType =
                StateTypes.row(outputRow, IntStream.range(0, width).boxed().toList());
        this.partition = List.copyOf(spec.partition());
        this.keys = new ColumnKeys(spec.partition());
        this.order = spec.order();
        this.ranking = spec.ranking();
        this.first = spec.first();
        this.last = spec.last();
        this.showsRank = spec.showsRank();
        this.retracts = retracts;
        this.byPlace = spec.isByPlace();
        this.expiry = new StateExpiry(ttlMillis);
        this.before = new TopRows(ranking, order, last);
        this.after = new TopRows(ranking, order, last);
    }

    @Override
    void onOpen() {
        partitions = store().objectColumn("rows", ContainerType.of(ArrayList.class, rowType));
        expiry.open(store(), context());
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            int slot = keys.select(store(), batch, position);
            expiry.beforeUse(slot);
            int next = row + 1 < batch.size ? batch.position(row + 1) : -1;
            if (next >= 0 && Updates.isUpdate(batch, position, next, partition)) {
                change(slot, batch.row(position), batch.row(next), batch.timestamps[next]);
                row++;
            } else {
                change(slot, batch, position);
            }
            store().release();
            rows().flushIfFull();
        }
        before.clear();
        after.clear();
        store().afterStep();
        rows().flush();
    }

    private void change(int slot, ColumnBatch batch, int position) {
        RowKind kind = batch.kind(position);
        if (kind == RowKind.DELETE || kind == RowKind.UPDATE_BEFORE) {
            change(slot, batch.row(position), null, batch.timestamps[position]);
        } else if (!isBeyond(slot, batch, position)) {
            change(slot, null, batch.row(position), batch.timestamps[position]);
        }
    }

    /** Returns whether a row that comes is certain to be in no result: it then is not even looked at as a whole. */
    private boolean isBeyond(int slot, ColumnBatch batch, int position) {
        if (retracts || ranking == Ranking.DENSE_RANK) {
            return false;
        }
        ArrayList<RowData> known = states().get(slot);
        if (known == null || known.size() < last) {
            return false;
        }
        if (known.isEmpty()) {
            return true;
        }
        int compared = order.compare(batch, position, known.get(known.size() - 1));
        return ranking == Ranking.ROW_NUMBER ? compared >= 0 : compared > 0;
    }

    private ObjectColumn<ArrayList<RowData>> states() {
        ObjectColumn<ArrayList<RowData>> column = partitions;
        if (column == null) {
            throw new IllegalStateException("The operator is not open");
        }
        return column;
    }

    private void change(int slot, @Nullable RowData removed, @Nullable RowData added, long timestamp) {
        ArrayList<RowData> known = states().get(slot);
        ArrayList<RowData> sorted = known == null ? new ArrayList<>() : known;
        int gone = removed == null ? -1 : SortedRows.find(sorted, order, removed, removed.size());
        if (gone < 0 && added == null) {
            passUnknown(); // the partition is not known (any more)
            return;
        }
        RowData leaving = gone < 0 ? null : sorted.get(gone);
        int from = added == null ? gone : SortedRows.placeOf(sorted, order, added);
        if (gone >= 0) {
            from = Math.min(from, gone);
        }
        before.fill(sorted, from);
        if (gone >= 0) {
            sorted.remove(gone);
        }
        if (added != null) {
            sorted.add(SortedRows.placeOf(sorted, order, added), added);
        }
        after.fill(sorted, from);
        keep(slot, known, sorted, from + after.size());
        if (byPlace) {
            emitByPlace(from, timestamp);
        } else {
            emitRows(leaving, added, timestamp);
        }
    }

    private void keep(int slot, @Nullable ArrayList<RowData> known, ArrayList<RowData> sorted, int visible) {
        if (!retracts && sorted.size() > visible) {
            sorted.subList(visible, sorted.size()).clear();
        }
        if (sorted.isEmpty()) {
            expiry.forget(slot);
            return;
        }
        if (known == null) {
            states().set(slot, sorted);
        }
        expiry.written(slot);
    }

    private void emitByPlace(int from, long timestamp) {
        for (int index = 0; index < Math.max(before.size(), after.size()); index++) {
            long rank = from + index + 1L;
            if (rank < first) {
                continue;
            } else if (index >= before.size()) {
                emit(RowKind.INSERT, after.row(index), rank, timestamp);
            } else if (index >= after.size()) {
                emit(RowKind.DELETE, before.row(index), rank, timestamp);
            } else if (!before.row(index).equals(after.row(index))) {
                emit(RowKind.UPDATE_BEFORE, before.row(index), rank, timestamp);
                emit(RowKind.UPDATE_AFTER, after.row(index), rank, timestamp);
            }
        }
    }

    /** Emits which rows have gone, whose rank has changed, and which have come, in this order. */
    private void emitRows(@Nullable RowData leaving, @Nullable RowData added, long timestamp) {
        boolean updates = !showsRank
                && ranking == Ranking.ROW_NUMBER
                && leaving != null
                && added != null
                && isShown(before, leaving)
                && isShown(after, added);
        if (updates && leaving != null && added != null) {
            if (!leaving.equals(added)) {
                emit(RowKind.UPDATE_BEFORE, leaving, 0, timestamp);
                emit(RowKind.UPDATE_AFTER, added, 0, timestamp);
            }
            return;
        }
        emitUnmatched(RowKind.DELETE, before, leaving, after, timestamp);
        if (showsRank) {
            emitMoved(leaving, added, timestamp);
        }
        emitUnmatched(RowKind.INSERT, after, added, before, timestamp);
    }

    /** Returns whether two are one and the same row: another one may be equal. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isOne(RowData row, @Nullable RowData other) {
        return row == other;
    }

    private boolean isShown(TopRows rows, RowData row) {
        for (int index = 0; index < rows.size(); index++) {
            if (isOne(rows.row(index), row)) {
                return rows.rank(index) >= first;
            }
        }
        return false;
    }

    /**
     * Emits the rows of one side that show there alone. Both sides hold the same rows in the same order, but for one row of each, and one goes on for longer.
     *
     * @param own the row that only this side has
     */
    private void emitUnmatched(RowKind kind, TopRows side, @Nullable RowData own, TopRows other, long timestamp) {
        int match = 0;
        for (int index = 0; index < side.size(); index++) {
            RowData row = side.row(index);
            boolean matched = false;
            if (!isOne(row, own)) {
                while (match < other.size() && !isOne(other.row(match), row)) {
                    match++; // the row that only the other side has
                }
                matched = match < other.size() && other.rank(match) >= first;
                match++;
            }
            if (!matched && side.rank(index) >= first) {
                emit(kind, row, side.rank(index), timestamp);
            }
        }
    }

    private void emitMoved(@Nullable RowData leaving, @Nullable RowData added, long timestamp) {
        int one = 0;
        int other = 0;
        while (one < before.size() && other < after.size()) {
            if (isOne(before.row(one), leaving)) {
                one++;
            } else if (isOne(after.row(other), added)) {
                other++;
            } else {
                emitMoved(before.row(one), before.rank(one++), after.rank(other++), timestamp);
            }
        }
    }

    private void emitMoved(RowData row, long rankBefore, long rankAfter, long timestamp) {
        if (rankBefore != rankAfter && rankBefore >= first && rankAfter >= first) {
            emit(RowKind.UPDATE_BEFORE, row, rankBefore, timestamp);
            emit(RowKind.UPDATE_AFTER, row, rankAfter, timestamp);
        }
    }

    private void emit(RowKind kind, RowData row, long rank, long timestamp) {
        rows().append(0, row);
        if (showsRank) {
            rows().column(row.size()).append(rank);
        }
        rows().endRow(kind, timestamp);
        if (kind != RowKind.UPDATE_BEFORE) {
            rows().flushIfFull(); // the two sides of an update stay together
        }
    }

    @Override
    void onTimer(long timestamp, TimeDomain domain) {
        expiry.onTimer(store().currentSlot());
    }
}
