/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.ContainerType;
import io.millrace.data.RowData;
import io.millrace.data.RowKind;
import io.millrace.data.RowType;
import io.millrace.operator.ColumnKeys;
import io.millrace.sql.row.StateTypes;
import io.millrace.sql.window.WindowZone;
import io.millrace.store.ObjectColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * The rows of each partition of a window whose rank lies in a range, emitted when the window is over. Keeps no more of them than may be in the result. Rows of windows that are over
 * are late, and dropped.
 */
public final class WindowTopNOperator extends WindowingOperator {
    private static final int SLOTS_BETWEEN_YIELDS = 64;

    private final TopNOperator.Spec spec;
    private final RowType stored;
    private final ColumnKeys keys;
    private final int endColumn;
    private final TopRows top;
    private @Nullable ObjectColumn<ArrayList<RowData>> partitions;
    private @Nullable WindowSlices openSlices;
    private @Nullable WindowSlice firing;
    private int fired;

    /**
     * @param outputRow that of the input, and the rank where it shows
     * @param keys the columns that partition, but for the end of the window
     * @param endColumn the end of the window
     */
    public WindowTopNOperator(
            RelDataType outputRow, WindowZone zone, TopNOperator.Spec spec, List<Integer> keys, int endColumn) {
        super(outputRow, zone, true, 1);
        this.spec = spec;
        int width = outputRow.getFieldCount() - (spec.showsRank() ? 1 : 0);
        this.stored = StateTypes.rowWith(outputRow, width, List.of(), List.of());
        this.keys = new ColumnKeys(keys);
        this.endColumn = endColumn;
        this.top = new TopRows(spec.ranking(), spec.order(), spec.last());
    }

    @Override
    void onOpen() {
        partitions = store().objectColumn("rows", ContainerType.of(ArrayList.class, stored));
        WindowSlices opening = new WindowSlices(store(), List.of());
        opening.restore();
        openSlices = opening;
    }

    private WindowSlices slices() {
        return SessionOperator.opened(openSlices);
    }

    private ObjectColumn<ArrayList<RowData>> partitions() {
        return SessionOperator.opened(partitions);
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        long[] ends = (long[]) batch.columns[endColumn];
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            if (batch.isNull(endColumn, position) || isOver(ends[position])) {
                late().add(position);
                continue;
            }
            WindowSlice slice = slices().slice(ends[position]);
            add(slices().slotOf(slice, keys.key(batch, position)), batch, position);
        }
        passLate(batch);
    }

    private void add(int slot, ColumnBatch batch, int position) {
        ArrayList<RowData> rows = partitions().get(slot);
        if (rows == null) {
            rows = new ArrayList<>();
            partitions().set(slot, rows);
        }
        boolean isBounded = spec.ranking() == Ranking.ROW_NUMBER;
        if (isBounded
                && rows.size() >= spec.last()
                && spec.order().compare(batch, position, rows.get(rows.size() - 1)) >= 0) {
            return;
        }
        int low = 0;
        int high = rows.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (spec.order().compare(batch, position, rows.get(middle)) >= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        rows.add(low, batch.row(position));
        if (isBounded && rows.size() > spec.last()) {
            rows.remove(rows.size() - 1);
        }
    }

    @Override
    long nextEnd() {
        WindowSlice first = slices().first();
        return first == null ? Long.MAX_VALUE : first.end;
    }

    @Override
    boolean fire() {
        while (firing != null || (nextEnd() != Long.MAX_VALUE && isOver(nextEnd()))) {
            WindowSlice slice = firing == null ? slices().first() : firing;
            if (slice == null) {
                return true;
            }
            firing = slice;
            while (fired < slice.size) {
                emit(slice.slots[fired++], zone().toEpoch(slice.end - 1));
                if (fired % SLOTS_BETWEEN_YIELDS == 0 && output().shouldYield()) {
                    return false;
                }
            }
            for (int i = 0; i < slice.size; i++) {
                partitions().clear(slice.slots[i]);
            }
            slices().drop(slice);
            firing = null;
            fired = 0;
        }
        top.clear();
        return true;
    }

    private void emit(int slot, long time) {
        ArrayList<RowData> sorted = partitions().get(slot);
        if (sorted == null) {
            return;
        }
        top.fill(sorted, 0);
        for (int i = 0; i < top.size(); i++) {
            if (top.rank(i) < spec.first()) {
                continue;
            }
            RowData row = top.row(i);
            rows().append(0, row);
            if (spec.showsRank()) {
                rows().column(row.size()).append(top.rank(i));
            }
            rows().endRow(RowKind.INSERT, time);
            rows().flushIfFull();
        }
    }
}
