/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowKind;
import io.millrace.data.RowType;
import io.millrace.operator.ColumnKeys;
import io.millrace.sql.row.StateTypes;
import io.millrace.store.RowList;
import io.millrace.store.RowLists;
import io.millrace.store.RowPages;
import io.millrace.time.TimeDomain;
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
    private static final int NONE = -1;

    private final int width;
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
    private final boolean updateBefore;
    private final StateExpiry expiry;
    private final TopRows before;
    private final TopRows after;
    private @Nullable RowLists partitions;

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
            return ranking == Ranking.ROW_NUMBER && (showsRank || first > 1 || isOnePlace());
        }

        /** Whether a partition has one row at most. */
        public boolean isOnePlace() {
            return ranking == Ranking.ROW_NUMBER && first == last;
        }
    }

    /**
     * @param retracts whether rows may be taken back
     * @param updateBefore whether it tells what rows were before updates
     * @param ttlMillis how long an idle partition is kept; 0 for ever
     */
    public TopNOperator(RelDataType outputRow, Spec spec, boolean retracts, boolean updateBefore, long ttlMillis) {
        super(outputRow);
        this.width = outputRow.getFieldCount() - (spec.showsRank() ? 1 : 0);
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
        this.updateBefore = updateBefore;
        this.byPlace = spec.isByPlace();
        this.expiry = new StateExpiry(ttlMillis);
        this.before = new TopRows(ranking, order, last);
        this.after = new TopRows(ranking, order, last);
    }

    @Override
    void onOpen() {
        partitions = store().rowLists("rows", rowType);
        expiry.open(store(), context());
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        keys.prepare(store(), batch);
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            int slot = keys.select(store(), batch, position);
            expiry.beforeUse(slot);
            int next = row + 1 < batch.size ? batch.position(row + 1) : -1;
            if (next >= 0 && Updates.isUpdate(batch, position, next, partition)) {
                change(slot, batch, position, next, batch.timestamps[next]);
                row++;
            } else {
                change(slot, batch, position);
            }
            store().release();
            rows().flushIfFull();
        }
        store().afterStep();
        rows().flush();
    }

    private void change(int slot, ColumnBatch batch, int position) {
        RowKind kind = batch.kind(position);
        if (kind.retracts()) {
            change(slot, batch, position, NONE, batch.timestamps[position]);
        } else if (!isBeyond(slot, batch, position)) {
            change(slot, batch, NONE, position, batch.timestamps[position]);
        }
    }

    /** Returns whether a row that comes is certain to be in no result: it then is not even looked at as a whole. */
    private boolean isBeyond(int slot, ColumnBatch batch, int position) {
        if (retracts || ranking == Ranking.DENSE_RANK) {
            return false;
        }
        RowList known = states().look(slot);
        if (known == null || known.size() < last) {
            return false;
        }
        if (known.size() == 0) {
            return true;
        }
        int compared = order.compare(batch, position, states().rows(), known.get(known.size() - 1));
        return ranking == Ranking.ROW_NUMBER ? compared >= 0 : compared > 0;
    }

    private RowLists states() {
        RowLists lists = partitions;
        if (lists == null) {
            throw new IllegalStateException("The operator is not open");
        }
        return lists;
    }

    /**
     * Takes a row away and adds one.
     *
     * @param removed its position, or {@link #NONE}
     * @param added its position, or {@link #NONE}
     */
    private void change(int slot, ColumnBatch batch, int removed, int added, long timestamp) {
        RowPages rows = states().rows();
        RowList known = states().look(slot);
        int gone = removed == NONE || known == null ? NONE : find(known, batch, removed);
        if (gone == NONE && added == NONE) {
            passUnknown(); // the partition is not known (any more)
            return;
        }
        RowList sorted = states().own(slot);
        int coming = added == NONE ? NONE : states().newRow(batch, added);
        int leaving = gone == NONE ? NONE : sorted.get(gone);
        int from = coming == NONE ? gone : placeOf(sorted, coming);
        if (gone != NONE) {
            from = Math.min(from, gone);
        }
        before.fill(rows, sorted, from);
        if (gone != NONE) {
            sorted.remove(gone);
        }
        if (coming != NONE) {
            sorted.add(placeOf(sorted, coming), coming);
        }
        after.fill(rows, sorted, from);
        if (byPlace) {
            emitByPlace(from, timestamp);
        } else {
            emitRows(leaving, coming, timestamp);
        }
        if (leaving != NONE) {
            states().remove(leaving);
        }
        keep(slot, sorted, from + after.size());
    }

    /** Returns the place of the first row that holds the same as one of a batch, or {@link #NONE}. */
    private int find(RowList sorted, ColumnBatch batch, int position) {
        RowPages rows = states().rows();
        int low = 0;
        int high = sorted.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (order.compare(batch, position, rows, sorted.get(middle)) > 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for (; low < sorted.size() && order.compare(batch, position, rows, sorted.get(low)) == 0; low++) {
            if (rows.isSame(sorted.get(low), batch, position)) {
                return low;
            }
        }
        return NONE;
    }

    /** Returns where a row belongs that comes now: behind its ties. */
    private int placeOf(RowList sorted, int row) {
        RowPages rows = states().rows();
        int low = 0;
        int high = sorted.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (order.compare(rows, sorted.get(middle), row) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void keep(int slot, RowList sorted, int visible) {
        while (!retracts && sorted.size() > visible) {
            states().remove(sorted.remove(sorted.size() - 1));
        }
        if (sorted.size() == 0) {
            states().clear(slot);
            expiry.forget(slot);
            return;
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
            } else if (!states().rows().isSame(before.row(index), after.row(index))) {
                emit(RowKind.UPDATE_BEFORE, before.row(index), rank, timestamp);
                emit(RowKind.UPDATE_AFTER, after.row(index), rank, timestamp);
            }
        }
    }

    /** Emits which rows have gone, whose rank has changed, and which have come, in this order. */
    private void emitRows(int leaving, int added, long timestamp) {
        boolean updates = !showsRank
                && ranking == Ranking.ROW_NUMBER
                && leaving != NONE
                && added != NONE
                && isShown(before, leaving)
                && isShown(after, added);
        if (updates) {
            if (!states().rows().isSame(leaving, added)) {
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

    private boolean isShown(TopRows rows, int row) {
        for (int index = 0; index < rows.size(); index++) {
            if (rows.row(index) == row) {
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
    private void emitUnmatched(RowKind kind, TopRows side, int own, TopRows other, long timestamp) {
        int match = 0;
        for (int index = 0; index < side.size(); index++) {
            int row = side.row(index);
            boolean matched = false;
            if (row != own) {
                while (match < other.size() && other.row(match) != row) {
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

    private void emitMoved(int leaving, int added, long timestamp) {
        int one = 0;
        int other = 0;
        while (one < before.size() && other < after.size()) {
            if (before.row(one) == leaving) {
                one++;
            } else if (after.row(other) == added) {
                other++;
            } else {
                emitMoved(before.row(one), before.rank(one++), after.rank(other++), timestamp);
            }
        }
    }

    private void emitMoved(int row, long rankBefore, long rankAfter, long timestamp) {
        if (rankBefore != rankAfter && rankBefore >= first && rankAfter >= first) {
            emit(RowKind.UPDATE_BEFORE, row, rankBefore, timestamp);
            emit(RowKind.UPDATE_AFTER, row, rankAfter, timestamp);
        }
    }

    private void emit(RowKind kind, int row, long rank, long timestamp) {
        if (kind == RowKind.UPDATE_BEFORE && !updateBefore) {
            return;
        }
        rows().append(0, states().rows(), row, width);
        if (showsRank) {
            rows().column(width).append(rank);
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
