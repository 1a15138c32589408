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
import io.millrace.store.LongColumn;
import io.millrace.store.ObjectColumn;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * The aggregates of sessions that are told before they are over, or change when rows come late. A session is told as it is: one that has become longer replaces what was told of it. Where two
 * meet of which both were told, one is taken back and the other told anew at once, so that no row is counted twice or missing for longer than it takes to say so. A session is forgotten when it has been
 * over for as long as rows may be late.
 */
public final class ChangingSessionOperator extends SessionAggregateOperator {
    private static final int ROWS_BETWEEN_YIELDS = 64;
    private static final long NEVER = Long.MAX_VALUE;

    private final Emission emission;
    private final int bounds;
    private final RowType toldType;
    private final PriorityQueue<Waiting> byClock = queue();
    private final PriorityQueue<Waiting> byEnd = queue();

    private @Nullable LongColumn openChanged; // 1 for what has changed since it was told
    private @Nullable ObjectColumn<RowData> openTold;
    private long[] turns = new long[16]; // by session: which of those that wait for it counts
    private long turn;
    private long clock = Long.MIN_VALUE;
    private boolean haveMet;

    /** A session that has changed and waits to be told, until the clock shows a time, or until its end. */
    private record Waiting(long until, int slot, long turn) {}

    /**
     * @param outputRow columns and then one for each aggregate, as state calls them
     * @param timeColumn the rowtime; not looked at in processing time
     * @param names of the aggregates' states, each its own
     */
    public ChangingSessionOperator(
            RelDataType outputRow,
            WindowZone zone,
            Emission emission,
            boolean eventTime,
            int timeColumn,
            long gap,
            List<Integer> keyColumns,
            List<Aggregator> aggregates,
            List<String> names,
            WindowOutput columns) {
        super(outputRow, zone, eventTime, timeColumn, gap, emission.lateness(), keyColumns, aggregates, names, columns);
        this.emission = emission;
        this.bounds = columns.size();
        this.toldType = StateTypes.row(outputRow);
    }

    private static PriorityQueue<Waiting> queue() {
        return new PriorityQueue<>(Comparator.comparingLong(Waiting::until).thenComparingLong(Waiting::turn));
    }

    @Override
    void openContents() {
        super.openContents();
        openChanged = store().longColumn("changed");
        openTold = store().objectColumn("told", toldType);
        store().forEachSlot(slot -> {
            if (changed().get(slot) != 0) {
                await(slot);
            }
        });
    }

    private LongColumn changed() {
        return opened(openChanged);
    }

    private ObjectColumn<RowData> lastTold() {
        return opened(openTold);
    }

    @Override
    void add(int slot, ColumnBatch batch, int position) {
        super.add(slot, batch, position);
        if (haveMet || delay(slot) == 0) {
            haveMet = false;
            tell(slot);
        } else if (changed().get(slot) == 0) {
            changed().set(slot, 1);
            await(slot);
        }
    }

    /** A row is behind that has made the two one, and is added next. */
    @Override
    void merge(int slot, int other) {
        super.merge(slot, other);
        RowData told = lastTold().get(other);
        if (told == null) {
            return;
        }
        if (lastTold().has(slot)) {
            emit(told, slot, RowKind.DELETE);
            haveMet = true;
        } else {
            lastTold().set(slot, told);
        }
    }

    @Override
    void clearContents(int slot) {
        super.clearContents(slot);
        changed().clear(slot);
        lastTold().clear(slot);
    }

    /** Returns how long changes of a session wait; below 0 for those that wait until it is over. */
    private long delay(int slot) {
        return isOver(ends().get(slot)) ? emission.lateDelay() : emission.earlyDelay();
    }

    private void await(int slot) {
        if (slot >= turns.length) {
            turns = Arrays.copyOf(turns, Math.max(slot + 1, 2 * turns.length));
        }
        turns[slot] = ++turn;
        long delay = delay(slot);
        if (delay >= 0) {
            byClock.add(new Waiting(context().processingTime() + delay, slot, turn));
        }
        if (!isOver(ends().get(slot))) {
            byEnd.add(new Waiting(ends().get(slot), slot, turn));
        }
    }

    private boolean waits(Waiting waiting) {
        return turns[waiting.slot()] == waiting.turn() && changed().get(waiting.slot()) != 0;
    }

    @Override
    public long nextProcessingTime() {
        Waiting first = byClock.peek();
        return Math.min(super.nextProcessingTime(), first == null ? NEVER : first.until());
    }

    @Override
    public boolean onProcessingTime(long millis) throws Exception {
        clock = millis;
        return super.onProcessingTime(millis);
    }

    @Override
    boolean fireKept() {
        int told = 0;
        for (int slot = nextToTell(); slot >= 0; slot = nextToTell()) {
            tell(slot);
            if (++told % ROWS_BETWEEN_YIELDS == 0 && output().shouldYield()) {
                return false;
            }
        }
        return true;
    }

    /** Returns a session that has waited for long enough, and takes it out; -1 if there is none. */
    private int nextToTell() {
        for (Waiting next = byClock.peek(); next != null && next.until() <= clock; next = byClock.peek()) {
            byClock.remove();
            if (waits(next)) {
                return next.slot();
            }
        }
        for (Waiting next = byEnd.peek(); next != null && isOver(next.until()); next = byEnd.peek()) {
            byEnd.remove();
            long end = waits(next) ? ends().get(next.slot()) : next.until();
            if (!isOver(end)) {
                byEnd.add(new Waiting(end, next.slot(), next.turn())); // it has become longer
            } else if (waits(next)) {
                return next.slot();
            }
        }
        return -1;
    }

    @Override
    void emit(int slot, Object key, long start, long end) {
        if (changed().get(slot) != 0) {
            tell(slot);
        }
    }

    /** Tells what a session has come to, if that is not what was told last. */
    private void tell(int slot) {
        changed().set(slot, 0);
        RowData before = lastTold().get(slot);
        if (isEmpty(slot)) {
            if (before != null) {
                emit(before, slot, RowKind.DELETE);
                lastTold().clear(slot);
            }
            return;
        }
        append(slot, keyOf(slot), starts().get(slot), ends().get(slot));
        RowData now = rows().take();
        if (before == null) {
            emit(now, slot, RowKind.INSERT);
        } else if (!before.equals(now)) {
            boolean isSameSession = SortedRows.isSame(before, now, bounds);
            emit(before, slot, isSameSession ? RowKind.UPDATE_BEFORE : RowKind.DELETE);
            emit(now, slot, isSameSession ? RowKind.UPDATE_AFTER : RowKind.INSERT);
        }
        lastTold().set(slot, now);
        rows().flushIfFull();
    }

    private void emit(RowData row, int slot, RowKind kind) {
        rows().append(0, row);
        rows().endRow(kind, zone().toEpoch(ends().get(slot) - 1));
    }
}
