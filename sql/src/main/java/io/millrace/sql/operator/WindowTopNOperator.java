/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowKind;
import io.millrace.data.RowType;
import io.millrace.operator.ColumnKeys;
import io.millrace.sql.row.StateTypes;
import io.millrace.sql.window.WindowZone;
import io.millrace.store.RowList;
import io.millrace.store.RowLists;
import io.millrace.store.RowPages;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * The rows of each partition of a window whose rank lies in a range, emitted when the window is over. Keeps no more of them than may be in the result. Rows of windows that are over
 * are late, and dropped.
 */
public final class WindowTopNOperator extends WindowingOperator {
    private static final int SLOTS_BETWEEN_YIELDS = 64;

    private final TopNOperator.Spec spec;
    private final ColumnKeys keys;
    private final int endColumn;
    private final TopRows top;
    private final int width;
    private final RowType rowType;
    private @Nullable RowLists partitions;
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
        this.keys = new ColumnKeys(keys);
        this.endColumn = endColumn;
        this.width = outputRow.getFieldCount() - (spec.showsRank() ? 1 : 0);
        this.rowType =
                StateTypes.row(outputRow, IntStream.range(0, width).boxed().toList());
        this.top = new TopRows(spec.ranking(), spec.order(), spec.last());
    }

    @Override
    void onOpen() {
        partitions = store().rowLists("rows", rowType);
        WindowSlices opening = new WindowSlices(store(), List.of());
        opening.restore();
        openSlices = opening;
    }

    private WindowSlices slices() {
        return opened(openSlices);
    }

    private RowLists partitions() {
        return opened(partitions);
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
        RowList rows = partitions().own(slot);
        RowPages pages = partitions().rows();
        boolean isBounded = spec.ranking() == Ranking.ROW_NUMBER;
        if (isBounded
                && rows.size() >= spec.last()
                && spec.order().compare(batch, position, pages, rows.get(rows.size() - 1)) >= 0) {
            return;
        }
        int low = 0;
        int high = rows.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (spec.order().compare(batch, position, pages, rows.get(middle)) >= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        rows.add(low, partitions().newRow(batch, position));
        if (isBounded && rows.size() > spec.last()) {
            partitions().remove(rows.remove(rows.size() - 1));
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
        return true;
    }

    private void emit(int slot, long time) {
        RowList sorted = partitions().look(slot);
        if (sorted == null) {
            return;
        }
        top.fill(partitions().rows(), sorted, 0);
        for (int i = 0; i < top.size(); i++) {
            if (top.rank(i) < spec.first()) {
                continue;
            }
            rows().append(0, partitions().rows(), top.row(i), width);
            if (spec.showsRank()) {
                rows().column(width).append(top.rank(i));
            }
            rows().endRow(RowKind.INSERT, time);
            rows().flushIfFull();
        }
    }
}
