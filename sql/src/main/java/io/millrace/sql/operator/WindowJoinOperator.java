/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.ContainerType;
import io.millrace.data.RowData;
import io.millrace.data.RowKind;
import io.millrace.data.RowType;
import io.millrace.operator.ColumnKeys;
import io.millrace.sql.window.WindowZone;
import io.millrace.store.ObjectColumn;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** Keeps the rows of both inputs until their window is over, and joins them then. Rows of windows that are over are late, and dropped. */
public final class WindowJoinOperator extends WindowingOperator {
    private static final int SLOTS_BETWEEN_YIELDS = 64;

    private final Spec spec;
    private final List<RowType> stored;
    private final List<ColumnKeys> keys;
    private final @Nullable PairCondition condition;
    private @Nullable PairFilter filter;
    private @Nullable ObjectColumn<ArrayList<RowData>> left;
    private @Nullable ObjectColumn<ArrayList<RowData>> right;
    private @Nullable WindowSlices openSlices;
    private @Nullable WindowSlice firing;
    private int fired;

    /**
     * What is joined.
     *
     * @param leftKeys the columns of the left input that must be equal to those of the right, the start of the window among them
     * @param equalNulls of each key, whether null is equal to null
     * @param ends the column of each input that is the end of the window
     * @param leftWidth how many columns the left input has
     * @param rightWidth how many the right one has
     */
    public record Spec(
            JoinRelType type,
            List<Integer> leftKeys,
            List<Integer> rightKeys,
            List<Boolean> equalNulls,
            List<Integer> ends,
            int leftWidth,
            int rightWidth)
            implements Serializable {}

    /**
     * @param stored what snapshots call the columns of the inputs
     * @param condition what must hold besides, of a pair of rows; null where that is all
     */
    public WindowJoinOperator(
            RelDataType outputRow,
            WindowZone zone,
            Spec spec,
            List<RowType> stored,
            @Nullable PairCondition condition) {
        super(outputRow, zone, true, 2);
        this.spec = spec;
        this.stored = List.copyOf(stored);
        this.keys = List.of(new ColumnKeys(spec.leftKeys()), new ColumnKeys(spec.rightKeys()));
        this.condition = condition;
    }

    @Override
    void onOpen() {
        left = store().objectColumn("left", ContainerType.of(ArrayList.class, stored.get(0)));
        right = store().objectColumn("right", ContainerType.of(ArrayList.class, stored.get(1)));
        WindowSlices opening = new WindowSlices(store(), List.of());
        opening.restore();
        openSlices = opening;
        filter = condition == null ? null : new PairFilter(condition, spec.leftWidth(), calc(condition.filter()));
    }

    private WindowSlices slices() {
        return opened(openSlices);
    }

    private ObjectColumn<ArrayList<RowData>> side(int input) {
        return opened(input == 0 ? left : right);
    }

    private List<RowData> rowsOf(int input, int slot) {
        List<RowData> known = side(input).get(slot);
        return known == null ? List.of() : known;
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        ObjectColumn<ArrayList<RowData>> side = side(input);
        int endColumn = spec.ends().get(input);
        long[] ends = (long[]) batch.columns[endColumn];
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            if (batch.isNull(endColumn, position) || isOver(ends[position])) {
                late().add(position);
                continue;
            }
            WindowSlice slice = slices().slice(ends[position]);
            int slot = slices().slotOf(slice, keys.get(input).key(batch, position));
            ArrayList<RowData> rows = side.get(slot);
            if (rows == null) {
                rows = new ArrayList<>();
                side.set(slot, rows);
            }
            rows.add(batch.row(position));
        }
        passLate(batch);
    }

    @Override
    long nextEnd() {
        WindowSlice first = slices().first();
        return first == null ? Long.MAX_VALUE : first.end;
    }

    @Override
    boolean fire() {
        while (firing != null || (isOver(nextEnd()) && nextEnd() != Long.MAX_VALUE)) {
            WindowSlice slice = firing == null ? slices().first() : firing;
            if (slice == null) {
                return true;
            }
            firing = slice;
            while (fired < slice.size) {
                join(slice.slots[fired++], slice.end);
                if (fired % SLOTS_BETWEEN_YIELDS == 0 && output().shouldYield()) {
                    return false;
                }
            }
            for (int i = 0; i < slice.size; i++) {
                side(0).clear(slice.slots[i]);
                side(1).clear(slice.slots[i]);
            }
            slices().drop(slice);
            firing = null;
            fired = 0;
        }
        return true;
    }

    private void join(int slot, long windowEnd) {
        List<RowData> lefts = rowsOf(0, slot);
        List<RowData> rights = rowsOf(1, slot);
        long time = zone().toEpoch(windowEnd - 1);
        boolean[] leftMatched = new boolean[lefts.size()];
        boolean[] rightMatched = new boolean[rights.size()];
        if (!lefts.isEmpty() && !rights.isEmpty() && mayBeEqual(slices().keyOf(slot))) {
            for (int i = 0; i < leftMatched.length; i++) {
                leftMatched[i] = join(lefts.get(i), rights, rightMatched, time);
            }
        }
        emitAlone(lefts, leftMatched, time);
        if (spec.type().generatesNullsOnLeft()) {
            for (int i = 0; i < rightMatched.length; i++) {
                if (!rightMatched[i]) {
                    emit(null, rights.get(i), time);
                }
            }
        }
    }

    /** Joins a row of the left input with all that match it; returns whether any does. */
    private boolean join(RowData left, List<RowData> rights, boolean[] rightMatched, long time) {
        PairFilter pairs = filter;
        boolean[] matches = pairs == null ? null : pairs.matches(left, rights);
        boolean any = false;
        for (int i = 0; i < rightMatched.length; i++) {
            if (matches == null || matches[i]) {
                any = true;
                rightMatched[i] = true;
                if (spec.type().projectsRight()) {
                    emit(left, rights.get(i), time);
                }
            }
        }
        return any;
    }

    /** Emits the rows of the left input that come alone, if any do: those without a match, or those that have one. */
    private void emitAlone(List<RowData> lefts, boolean[] matched, long time) {
        boolean semi = spec.type() == JoinRelType.SEMI;
        if (!semi && spec.type() != JoinRelType.ANTI && !spec.type().generatesNullsOnRight()) {
            return;
        }
        for (int i = 0; i < matched.length; i++) {
            if (matched[i] == semi) {
                emit(lefts.get(i), null, time);
            }
        }
    }

    private boolean mayBeEqual(Object key) {
        if (key instanceof RowData row) {
            for (int i = 0; i < row.size(); i++) {
                if (row.get(i) == null && !spec.equalNulls().get(i)) {
                    return false;
                }
            }
        }
        return true;
    }

    private void emit(@Nullable RowData leftRow, @Nullable RowData rightRow, long time) {
        append(0, leftRow, spec.leftWidth());
        if (spec.type().projectsRight()) {
            append(spec.leftWidth(), rightRow, spec.rightWidth());
        }
        rows().endRow(RowKind.INSERT, time);
        rows().flushIfFull();
    }

    private void append(int first, @Nullable RowData row, int width) {
        if (row == null) {
            rows().appendNulls(first, width);
        } else {
            rows().append(first, row);
        }
    }
}
