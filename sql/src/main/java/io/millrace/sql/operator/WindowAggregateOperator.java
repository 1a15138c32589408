/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowKind;
import io.millrace.sql.aggregate.Aggregator;
import io.millrace.sql.window.WindowZone;
import io.millrace.sql.window.Windows;
import io.millrace.store.LongColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * The aggregates of windows that are the same for all keys. A row is taken into the one slice of time that it falls into; a window that is over merges its slices, and emits each key
 * once. Rows of which no window is open are late, and dropped.
 *
 * <pre>
 *  HOP, 10 s by 5 s     slices   [ 0, 5)  [ 5, 10)  [10, 15)     each kept until its last window is over
 *                       windows  [ 0,      10)
 *                                         [ 5,       15)
 *  CUMULATE, 10 s by 5 s         [ 0, 5)                         the first slice takes in the next ones when they are over,
 *                                [ 0,      10)                   and is dropped with the last window
 * </pre>
 */
public final class WindowAggregateOperator extends WindowingOperator {
    private static final int ROWS_BETWEEN_YIELDS = 64;

    private final Windows windows;
    private final int timeColumn;
    private final List<Integer> keyColumns;
    private final List<Aggregator> aggregates;
    private final List<String> names;
    private final WindowOutput columns;

    private @Nullable WindowSlices openSlices;
    private @Nullable WindowTotals openTotals;
    private @Nullable LongColumn openCounts;
    private @Nullable WindowSlice current;
    private long currentStart;
    private int[] slots = new int[0];
    private long firedTo; // windows that were over by then have fired
    private @Nullable WindowSlice firingSlice; // null where the totals are what is emitted
    private boolean firing;
    private long firingEnd;
    private int emitted;

    /**
     * @param outputRow columns and then one for each aggregate
     * @param timeColumn the rowtime, or the end of the window where rows come with theirs; not looked at in processing time
     * @param names of the aggregates' states, each its own
     */
    public WindowAggregateOperator(
            RelDataType outputRow,
            Windows windows,
            WindowZone zone,
            boolean eventTime,
            int timeColumn,
            List<Integer> keyColumns,
            List<Aggregator> aggregates,
            List<String> names,
            WindowOutput columns) {
        super(outputRow, zone, eventTime, 1);
        this.windows = windows;
        this.timeColumn = timeColumn;
        this.keyColumns = List.copyOf(keyColumns);
        this.aggregates = List.copyOf(aggregates);
        this.names = List.copyOf(names);
        this.columns = columns;
    }

    @Override
    void onOpen() {
        firedTo = progress();
        openCounts = store().longColumn("rows");
        for (int i = 0; i < aggregates.size(); i++) {
            aggregates.get(i).open(store(), names.get(i));
            openFunction(aggregates.get(i));
        }
        store().forgetUndeclared(); // an aggregate that the query has no more would be wrong if it came back
        WindowSlices opening = new WindowSlices(store(), keyColumns);
        opening.restore();
        openSlices = opening;
        openTotals = new WindowTotals(store(), opening);
    }

    private WindowSlices slices() {
        return opened(openSlices);
    }

    private WindowTotals totals() {
        return opened(openTotals);
    }

    private LongColumn counts() {
        return opened(openCounts);
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        if (slots.length < batch.size) {
            slots = new int[batch.size];
        }
        locate(batch);
        count(batch);
        for (Aggregator aggregate : aggregates) {
            aggregate.takeAll(slots, batch);
        }
    }

    /** Finds the slot of each row. */
    private void locate(ColumnBatch batch) {
        WindowSlices all = slices();
        long now = isEventTime() ? 0 : zone().toLocal(now());
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            long time = isEventTime() ? timeOf(batch, position) : now;
            WindowSlice slice = current;
            if (slice == null || time < currentStart || time >= slice.end) {
                slice = sliceOf(time);
            }
            if (slice == null) {
                slots[row] = -1;
                if (isLate(time)) {
                    late().add(position);
                }
            } else {
                slots[row] = all.slotOf(slice, batch, position);
            }
        }
        passLate(batch);
    }

    private long timeOf(ColumnBatch batch, int position) {
        if (batch.isNull(timeColumn, position)) {
            throw new IllegalStateException(
                    "A row has null as its rowtime, and so is in no window. Filter such rows out,"
                            + " or let the column of the WATERMARK be one that always has a value.");
        }
        long time = ((long[]) batch.columns[timeColumn])[position];
        return windows.kind() == Windows.Kind.GIVEN ? time - 1 : zone().toLocal(time);
    }

    /** Returns the slice that takes a row of a time, or null if there is none. */
    private @Nullable WindowSlice sliceOf(long time) {
        long end = windows.sliceEnd(time);
        if (windows.firstWindowEnd(end) > windows.lastWindowEnd(end) || isOver(windows.lastWindowEnd(end))) {
            return null;
        }
        if (windows.kind() == Windows.Kind.CUMULATE && isOver(end)) {
            return cumulated(end);
        }
        WindowSlice slice = slices().slice(end);
        current = slice;
        currentStart = end - windows.slice();
        return slice;
    }

    /** Returns the slice that has taken in another one of its window, which is over. */
    private WindowSlice cumulated(long end) {
        for (WindowSlice slice : slices().within(windows.windowStart(end), end)) {
            return slice;
        }
        return slices().slice(end);
    }

    /** Returns whether a row that no slice takes is late, and not between windows. */
    private boolean isLate(long time) {
        long end = windows.sliceEnd(time);
        return windows.firstWindowEnd(end) <= windows.lastWindowEnd(end);
    }

    private void count(ColumnBatch batch) {
        LongColumn counts = counts();
        byte[] kinds = batch.kinds;
        for (int row = 0; row < batch.size; row++) {
            int slot = slots[row];
            if (slot >= 0) {
                byte kind = kinds == null ? 0 : kinds[batch.position(row)];
                counts.set(slot, counts.get(slot) + (kind == Aggregator.BEFORE || kind == Aggregator.DELETE ? -1 : 1));
            }
        }
    }

    /** Returns the end of the earliest window that has rows and has not fired. */
    @Override
    long nextEnd() {
        WindowSlice first = slices().first();
        if (first == null) {
            return Long.MAX_VALUE;
        }
        long end = windows.firstWindowEnd(first.end);
        if (!windows.areShared() || !hasFired(end)) {
            return end;
        }
        long fired = 0; // in steps from the first end
        long open = (windows.lastWindowEnd(first.end) - end) / windows.step() + 1;
        while (open - fired > 1) {
            long middle = (fired + open) >>> 1;
            if (hasFired(end + middle * windows.step())) {
                fired = middle;
            } else {
                open = middle;
            }
        }
        return end + open * windows.step();
    }

    private boolean hasFired(long windowEnd) {
        return firedTo != Long.MIN_VALUE && zone().lastEpoch(windowEnd - 1) <= firedTo;
    }

    @Override
    boolean fire() {
        current = null;
        while (firing || beginFiring()) {
            if (!emit()) {
                return false;
            }
            finishFiring();
        }
        firedTo = Math.max(firedTo, progress());
        return true;
    }

    private boolean beginFiring() {
        long end = nextEnd();
        if (end == Long.MAX_VALUE || !isOver(end)) {
            return false;
        }
        firing = true;
        firingEnd = end;
        emitted = 0;
        firingSlice = windows.areShared() ? merged(windows.windowStart(end), end) : slices().first();
        return true;
    }

    /** Merges the slices of a window; returns the one that holds all then, or null where the totals do. */
    private @Nullable WindowSlice merged(long start, long end) {
        List<WindowSlice> parts = new ArrayList<>(slices().within(start, end));
        if (parts.size() == 1) {
            return parts.get(0);
        }
        if (windows.kind() == Windows.Kind.CUMULATE) {
            WindowSlice first = parts.get(0);
            for (WindowSlice part : parts.subList(1, parts.size())) {
                for (int i = 0; i < part.size; i++) {
                    merge(slices().slotOf(first, slices().keyOf(part.slots[i])), part.slots[i]);
                }
                drop(part);
            }
            return first;
        }
        for (WindowSlice part : parts) {
            for (int i = 0; i < part.size; i++) {
                merge(totals().slotFor(part.slots[i]), part.slots[i]);
            }
        }
        return null;
    }

    private void merge(int slot, int other) {
        LongColumn counts = counts();
        counts.set(slot, counts.get(slot) + counts.get(other));
        for (Aggregator aggregate : aggregates) {
            aggregate.merge(slot, other);
        }
    }

    /** Emits the rows of the window that fires; false to be called again. */
    private boolean emit() {
        WindowSlice slice = firingSlice;
        int size = slice == null ? totals().size() : slice.size;
        while (emitted < size) {
            int index = emitted++;
            if (slice == null) {
                emit(totals().slot(index), totals().keySlot(index));
            } else {
                emit(slice.slots[index], slice.slots[index]);
            }
            rows().flushIfFull();
            if (emitted % ROWS_BETWEEN_YIELDS == 0 && output().shouldYield()) {
                return false;
            }
        }
        return true;
    }

    private void emit(int slot, int keySlot) {
        if (counts().get(slot) <= 0) {
            return; // all that was taken in was taken back
        }
        columns.append(rows(), slices().keyOf(keySlot), windows.windowStart(firingEnd), firingEnd, zone());
        for (int i = 0; i < aggregates.size(); i++) {
            aggregates.get(i).emit(slot, rows().column(columns.size() + i));
        }
        rows().endRow(RowKind.INSERT, zone().toEpoch(firingEnd - 1));
    }

    private void finishFiring() {
        totals().clear(this::clear);
        WindowSlice first = slices().first();
        while (first != null && windows.lastWindowEnd(first.end) <= firingEnd) {
            drop(first);
            first = slices().first();
        }
        firedTo = Math.max(firedTo, zone().lastEpoch(firingEnd - 1));
        firingSlice = null;
        firing = false;
    }

    private void drop(WindowSlice slice) {
        for (int i = 0; i < slice.size; i++) {
            clear(slice.slots[i]);
        }
        slices().drop(slice);
    }

    private void clear(int slot) {
        counts().clear(slot);
        for (Aggregator aggregate : aggregates) {
            aggregate.clear(slot);
        }
    }

    @Override
    void beforeSnapshot() {
        totals().release();
    }
}
