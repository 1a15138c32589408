/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowData;
import io.millrace.data.RowKind;
import io.millrace.data.RowType;
import io.millrace.sql.aggregate.Aggregator;
import io.millrace.sql.row.StateTypes;
import io.millrace.sql.window.Emission;
import io.millrace.sql.window.WindowZone;
import io.millrace.sql.window.Windows;
import io.millrace.store.LongColumn;
import io.millrace.store.ObjectColumn;
import io.millrace.store.WindowKey;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * The aggregates of windows that are told before they are over, or change when rows come late. A row is taken into each of its windows, as each has results of its own that were told
 * last. A window is forgotten when it has been over for as long as rows may be late.
 *
 * <pre>
 *            end of the window                 end + lateness
 *  ─────────────────┼──────────────────────────────┼────────  watermark
 *   early, if asked │ what is not told yet         │
 *   for             │   late changes               │ forgotten: rows are late
 * </pre>
 */
public final class ChangingWindowOperator extends WindowingOperator {
    private static final int ROWS_BETWEEN_YIELDS = 64;
    private static final long NEVER = Long.MAX_VALUE;

    private final Windows windows;
    private final Emission emission;
    private final int timeColumn;
    private final List<Integer> keyColumns;
    private final List<Aggregator> aggregates;
    private final List<String> names;
    private final WindowOutput columns;
    private final RowType toldType;
    private final boolean updateBefore;
    private final TreeMap<Long, Untold> untold = new TreeMap<>(); // by the end of the window

    private @Nullable WindowSlices openSlices;
    private @Nullable LongColumn openCounts;
    private @Nullable LongColumn openChanged; // 1 for what has changed since it was told
    private @Nullable ObjectColumn<RowData> openTold;
    private long firstDue = NEVER;
    private long clock = Long.MIN_VALUE;
    private @Nullable Untold telling;
    private int told;

    /** The keys of a window that have changed since they were told. */
    private static final class Untold {
        final long end;
        final boolean isLate;
        final long due;
        int[] slots = new int[16];
        int size;

        Untold(long end, boolean isLate, long due) {
            this.end = end;
            this.isLate = isLate;
            this.due = due;
        }

        void add(int slot) {
            if (size == slots.length) {
                slots = Arrays.copyOf(slots, 2 * size);
            }
            slots[size++] = slot;
        }
    }

    /**
     * @param outputRow columns and then one for each aggregate, as state calls them
     * @param windows no sessions
     * @param timeColumn the rowtime, or the end of the window where rows come with theirs; not looked at in processing time
     * @param names of the aggregates' states, each its own
     * @param updateBefore whether it tells what results were before updates
     */
    public ChangingWindowOperator(
            RelDataType outputRow,
            Windows windows,
            WindowZone zone,
            Emission emission,
            boolean eventTime,
            int timeColumn,
            List<Integer> keyColumns,
            List<Aggregator> aggregates,
            List<String> names,
            WindowOutput columns,
            boolean updateBefore) {
        super(outputRow, zone, eventTime, 1);
        this.windows = windows;
        this.emission = emission;
        this.timeColumn = timeColumn;
        this.keyColumns = List.copyOf(keyColumns);
        this.aggregates = List.copyOf(aggregates);
        this.names = List.copyOf(names);
        this.columns = columns;
        this.updateBefore = updateBefore;
        this.toldType = StateTypes.row(outputRow);
    }

    @Override
    void onOpen() {
        openCounts = store().longColumn("rows");
        openChanged = store().longColumn("changed");
        openTold = store().objectColumn("told", toldType);
        for (int i = 0; i < aggregates.size(); i++) {
            aggregates.get(i).open(store(), names.get(i));
        }
        store().forgetUndeclared(); // an aggregate that the query has no more would be wrong if it came back
        WindowSlices opening = new WindowSlices(store(), keyColumns);
        opening.restore();
        openSlices = opening;
        store().forEachSlot(slot -> {
            if (changed().get(slot) != 0) {
                untold((long) ((WindowKey) store().keyOf(slot)).window()).add(slot);
            }
        });
    }

    private WindowSlices slices() {
        return opened(openSlices);
    }

    private LongColumn counts() {
        return opened(openCounts);
    }

    private LongColumn changed() {
        return opened(openChanged);
    }

    private ObjectColumn<RowData> lastTold() {
        return opened(openTold);
    }

    /** Returns whether a window takes no more rows, however late these may be. */
    private boolean isGone(long windowEnd) {
        return isOver(windowEnd, emission.lateness());
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        long now = isEventTime() ? 0 : zone().toLocal(now());
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            long time = isEventTime() ? timeOf(batch, position) : now;
            long slice = windows.sliceEnd(time);
            long last = windows.lastWindowEnd(slice);
            for (long end = windows.firstWindowEnd(slice); end <= last; end += windows.step()) {
                if (!isGone(end)) {
                    take(end, batch, position);
                } else if (end == last) {
                    late().add(position);
                }
            }
        }
        passLate(batch);
        rows().flush();
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

    private void take(long end, ColumnBatch batch, int position) {
        int slot = slices().slotOf(slices().slice(end), batch, position);
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
        if (delay(end) == 0) {
            tell(slot, end);
        } else if (changed().get(slot) == 0) {
            changed().set(slot, 1);
            untold(end).add(slot);
        }
    }

    /** Returns how long changes of a window wait; below 0 for those that wait until it is over. */
    private long delay(long end) {
        return isOver(end) ? emission.lateDelay() : emission.earlyDelay();
    }

    private Untold untold(long end) {
        Untold known = untold.get(end);
        if (known == null) {
            long delay = delay(end);
            known = new Untold(end, isOver(end), delay < 0 ? NEVER : context().processingTime() + delay);
            untold.put(end, known);
            firstDue = Math.min(firstDue, known.due);
        }
        return known;
    }

    @Override
    long nextEnd() {
        WindowSlice first = slices().first();
        return first == null ? Long.MAX_VALUE : first.end;
    }

    @Override
    public long nextProcessingTime() {
        return Math.min(super.nextProcessingTime(), firstDue);
    }

    @Override
    public boolean onProcessingTime(long millis) throws Exception {
        clock = millis;
        return super.onProcessingTime(millis);
    }

    @Override
    boolean fire() {
        for (Untold next = telling == null ? due() : telling; next != null; next = due()) {
            telling = next;
            if (!tell(next)) {
                return false;
            }
            untold.remove(next.end);
            telling = null;
            told = 0;
        }
        for (WindowSlice first = slices().first(); first != null && isGone(first.end); first = slices().first()) {
            forget(first);
        }
        firstDue = NEVER;
        untold.values().forEach(waiting -> firstDue = Math.min(firstDue, waiting.due));
        return true;
    }

    /** Returns the first window whose changes are to be told now, or null. */
    private @Nullable Untold due() {
        for (Untold waiting : untold.values()) {
            if (waiting.due <= clock || isGone(waiting.end) || (isOver(waiting.end) && !waiting.isLate)) {
                return waiting;
            }
        }
        return null;
    }

    /** Tells what has changed in a window; false to be called again. */
    private boolean tell(Untold window) {
        while (told < window.size) {
            tell(window.slots[told++], window.end);
            if (told % ROWS_BETWEEN_YIELDS == 0 && output().shouldYield()) {
                return false;
            }
        }
        return true;
    }

    /** Tells what a key has come to, if that is not what was told last. */
    private void tell(int slot, long end) {
        changed().set(slot, 0);
        RowData before = lastTold().get(slot);
        long time = zone().toEpoch(end - 1);
        if (counts().get(slot) <= 0) {
            if (before != null) {
                emit(before, RowKind.DELETE, time);
                lastTold().clear(slot);
            }
            return;
        }
        columns.append(rows(), slices().keyOf(slot), windows.windowStart(end), end, zone());
        for (int i = 0; i < aggregates.size(); i++) {
            aggregates.get(i).emit(slot, rows().column(columns.size() + i));
        }
        rows().endRow(RowKind.INSERT, time);
        RowData now = rows().take();
        if (before == null) {
            emit(now, RowKind.INSERT, time);
        } else if (!before.equals(now)) {
            if (updateBefore) {
                emit(before, RowKind.UPDATE_BEFORE, time);
            }
            emit(now, RowKind.UPDATE_AFTER, time);
        }
        lastTold().set(slot, now);
        rows().flushIfFull();
    }

    private void emit(RowData row, RowKind kind, long time) {
        rows().append(0, row);
        rows().endRow(kind, time);
    }

    private void forget(WindowSlice window) {
        for (int i = 0; i < window.size; i++) {
            int slot = window.slots[i];
            counts().clear(slot);
            changed().clear(slot);
            lastTold().clear(slot);
            for (Aggregator aggregate : aggregates) {
                aggregate.clear(slot);
            }
        }
        slices().drop(window);
    }
}
