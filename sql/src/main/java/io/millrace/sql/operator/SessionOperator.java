/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.operator.ColumnKeys;
import io.millrace.sql.window.WindowZone;
import io.millrace.store.KeyedStore;
import io.millrace.store.LongColumn;
import io.millrace.store.WindowKey;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of keys: windows that end when nothing has come for a gap. A row opens a window from its time to a gap later; windows of a key that meet are one. A row whose window is
 * over by the time that it comes, for as long as rows may be late, and which meets none that is kept, is late.
 *
 * <p>The store has a slot for each session, under its key and the time of the row that opened it. What is open of a key, and what ends when, is known here, and found anew after a
 * restore.
 */
abstract class SessionOperator extends WindowingOperator {
    private static final int ROWS_BETWEEN_YIELDS = 64;

    private final int timeColumn;
    private final long gap;
    private final long lateness;
    private final ColumnKeys keys;
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparingLong(Due::end).thenComparingInt(Due::slot));
    private @Nullable LongColumn starts;
    private @Nullable LongColumn ends;
    private @Nullable KeyedStore openKeys; // of no snapshot
    private @Nullable LongColumn heads; // the first session of a key, plus one
    private int[] nextPlusOne = new int[16]; // by session: the next of its key
    private int[] uses = new int[16]; // by session: how many there were before in its slot

    /** A session that may be over at a time; it has become longer if it is not. */
    private record Due(long end, int slot, int use) {}

    /** @param lateness for how many milliseconds a session that is over takes rows */
    SessionOperator(
            RelDataType outputRow,
            WindowZone zone,
            boolean eventTime,
            int timeColumn,
            long gap,
            long lateness,
            List<Integer> keyColumns) {
        super(outputRow, zone, eventTime, 1);
        this.timeColumn = timeColumn;
        this.gap = gap;
        this.lateness = lateness;
        this.keys = new ColumnKeys(keyColumns);
    }

    /** Declares what is kept for a session. */
    abstract void openContents();

    /** Takes a row into a session. */
    abstract void add(int slot, ColumnBatch batch, int position);

    /** Takes what one session has into another, which is next to it. */
    abstract void merge(int slot, int other);

    /** Forgets what a session has. */
    abstract void clearContents(int slot);

    /** Emits what is left to say of a session, which takes no more rows and is forgotten next. */
    abstract void emit(int slot, Object key, long start, long end);

    /** Emits what is to be said of sessions that still take rows; false to be called again. */
    boolean fireKept() {
        return true;
    }

    @Override
    final void onOpen() {
        starts = store().longColumn("start");
        ends = store().longColumn("end");
        openContents();
        store().forgetUndeclared(); // an aggregate that the query has no more would be wrong if it came back
        KeyedStore opening = new KeyedStore(
                context().operatorName(), context().maxParallelism(), context().keyGroups(), () -> 0);
        openKeys = opening;
        heads = opening.longColumn("head");
        store().forEachSlot(slot -> {
            link(openKeys().slotOf(keyOf(slot)), slot);
            due.add(new Due(ends().get(slot), slot, uses[slot]));
        });
    }

    final LongColumn starts() {
        return opened(starts);
    }

    final LongColumn ends() {
        return opened(ends);
    }

    private LongColumn heads() {
        return opened(heads);
    }

    private KeyedStore openKeys() {
        return opened(openKeys);
    }

    final Object keyOf(int slot) {
        return ((WindowKey) store().keyOf(slot)).key();
    }

    private boolean isGone(long end) {
        return isOver(end, lateness);
    }

    @Override
    public final void onColumns(int input, ColumnBatch batch) {
        long now = isEventTime() ? 0 : zone().toLocal(now());
        keys.prepare(openKeys(), batch);
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            if (isEventTime() && batch.isNull(timeColumn, position)) {
                throw new IllegalStateException(
                        "A row has null as its rowtime, and so is in no window. Filter such rows out,"
                                + " or let the column of the WATERMARK be one that always has a value.");
            }
            long time = isEventTime() ? zone().toLocal(((long[]) batch.columns[timeColumn])[position]) : now;
            int session = sessionOf(keys.select(openKeys(), batch, position), time, batch, position);
            if (session < 0) {
                late().add(position);
            } else {
                add(session, batch, position);
            }
            openKeys().release();
        }
        passLate(batch);
        rows().flush();
    }

    /** Returns the session of a key that takes a row, longer by then; -1 for a row that is late. */
    private int sessionOf(int key, long time, ColumnBatch batch, int position) {
        int session = (int) heads().get(key) - 1;
        while (session >= 0 && !meets(session, time, time + gap)) {
            session = nextPlusOne[session] - 1;
        }
        if (session >= 0) {
            extend(session, key, time);
            return session;
        }
        return isGone(time + gap) ? -1 : begin(key, time, batch, position);
    }

    private boolean meets(int session, long start, long end) {
        return starts().get(session) <= end && ends().get(session) >= start;
    }

    private void extend(int session, int key, long time) {
        long start = starts().get(session);
        long end = ends().get(session);
        if (time < start) {
            starts().set(session, time);
        } else if (time + gap > end) {
            ends().set(session, time + gap);
        } else {
            return;
        }
        int other = (int) heads().get(key) - 1;
        while (other >= 0) {
            int next = nextPlusOne[other] - 1;
            if (other != session && meets(other, starts().get(session), ends().get(session))) {
                starts().set(session, Math.min(starts().get(session), starts().get(other)));
                ends().set(session, Math.max(ends().get(session), ends().get(other)));
                merge(session, other);
                forget(other, key);
            }
            other = next;
        }
    }

    private int begin(int key, long time, ColumnBatch batch, int position) {
        int session = store().slotOf(new WindowKey(keys.key(batch, position), time));
        starts().set(session, time);
        ends().set(session, time + gap);
        link(key, session);
        due.add(new Due(time + gap, session, uses[session]));
        return session;
    }

    private void link(int key, int session) {
        if (session >= uses.length) {
            uses = Arrays.copyOf(uses, Math.max(session + 1, 2 * uses.length));
            nextPlusOne = Arrays.copyOf(nextPlusOne, uses.length);
        }
        nextPlusOne[session] = (int) heads().get(key);
        heads().set(key, session + 1);
    }

    /** Forgets a session; its key stays known while it is current, or has others. */
    private void forget(int session, int key) {
        if (heads().get(key) == session + 1) {
            if (nextPlusOne[session] == 0) {
                heads().clear(key);
            } else {
                heads().set(key, nextPlusOne[session]);
            }
        } else {
            int before = (int) heads().get(key) - 1;
            while (nextPlusOne[before] != session + 1) {
                before = nextPlusOne[before] - 1;
            }
            nextPlusOne[before] = nextPlusOne[session];
        }
        uses[session]++;
        starts().clear(session);
        ends().clear(session);
        clearContents(session);
        store().release(session);
    }

    @Override
    final long nextEnd() {
        Due next = due.peek();
        return next == null ? Long.MAX_VALUE : next.end();
    }

    @Override
    final boolean fire() {
        if (!fireKept()) {
            return false;
        }
        int polled = 0;
        for (Due next = due.peek(); next != null && isGone(next.end()); next = due.peek()) {
            due.poll();
            if (uses[next.slot()] == next.use()) {
                end(next.slot());
            }
            rows().flushIfFull();
            if (++polled % ROWS_BETWEEN_YIELDS == 0 && output().shouldYield()) {
                return false;
            }
        }
        return true;
    }

    private void end(int session) {
        long end = ends().get(session);
        if (!isGone(end)) {
            due.add(new Due(end, session, uses[session]));
            return;
        }
        Object key = keyOf(session);
        emit(session, key, starts().get(session), end);
        int known = openKeys().find(key);
        forget(session, known);
        openKeys().release(known);
    }
}
